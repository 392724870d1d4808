using Ocpp.V16;

namespace ChargePoints;

/// <summary>ClearCache (OCPP 1.6 §5.4): Rejected where no cache is in use.</summary>
internal static class ClearCache
{
    public static void Handle(ChargePoint cp, string messageId)
    {
        bool cleared = cp.Configuration.AuthorizationCacheEnabled;
        if (cleared)
        {
            cp.AuthorizationCache.Clear();
            cp.Tell(EventCategory.Ocpp, ChargePointEventType.CacheCleared, 0, "");
        }
        cp.Outbox.Reply(
            messageId,
            Actions.ClearCache,
            new() { Status = cleared ? ClearCacheStatus.Accepted : ClearCacheStatus.Rejected },
            afterSave: true
        );
        if (!cleared)
        {
            cp.TellRefused(Actions.ClearCache, ClearCacheStatus.Rejected, "AuthorizationCacheEnabled is false");
        }
    }
}
