using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// SendLocalList (OCPP 1.6 §5.15). Applied whole or not at all; accepted, it is durable before it is answered.
/// </summary>
internal static class SendLocalList
{
    public static void Handle(ChargePoint cp, string messageId, SendLocalListRequest request)
    {
        UpdateStatus status = Judge(cp, request, out LocalAuthList? next, out string? problem);
        if (status == UpdateStatus.Accepted)
        {
            cp.Replace(next);
        }
        cp.Outbox.Reply(messageId, Actions.SendLocalList, new() { Status = status }, afterSave: true);
        string what = $"{request.UpdateType}, version {request.ListVersion}";
        if (problem is not null)
        {
            cp.TellRefused(Actions.SendLocalList, status, $"{what}: {problem}");
            return;
        }
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.LocalListUpdated,
            0,
            $"{what}, {next?.Entries.Count ?? 0} entries"
        );
    }

    private static UpdateStatus Judge(
        ChargePoint cp,
        SendLocalListRequest request,
        out LocalAuthList? next,
        out string? problem
    )
    {
        next = null;
        if (!cp.UsesLocalAuthList)
        {
            problem = "LocalAuthListEnabled is false";
            return UpdateStatus.NotSupported;
        }
        problem = WhyNot(cp, request);
        if (problem is not null)
        {
            return UpdateStatus.Failed;
        }
        int version = cp.LocalAuthList?.Version ?? 0;
        if (request.UpdateType == UpdateType.Differential && request.ListVersion <= version)
        {
            problem = $"the list has version {version}";
            return UpdateStatus.VersionMismatch;
        }
        next = LocalAuthList.Updated(cp.LocalAuthList, request);
        int most = cp.Configuration.LocalAuthListMaxLength;
        if (next?.Entries.Count > most)
        {
            problem = $"{next.Entries.Count} entries, and at most {most} can be kept (LocalAuthListMaxLength)";
            return UpdateStatus.Failed;
        }
        return UpdateStatus.Accepted;
    }

    // What is wrong with the update itself; null when it is in order.
    private static string? WhyNot(ChargePoint cp, SendLocalListRequest request)
    {
        // Both mean something else in GetLocalListVersion.conf (OCPP 1.6 §6.28).
        if (request.ListVersion is 0 or GetLocalListVersion.NotSupported)
        {
            return "0 and -1 are no versions";
        }
        IReadOnlyList<AuthorizationData> entries = request.LocalAuthorizationList ?? [];
        int most = cp.Configuration.SendLocalListMaxLength;
        if (entries.Count > most)
        {
            return $"{entries.Count} entries at once, and at most {most} can be taken (SendLocalListMaxLength)";
        }
        var tags = new HashSet<string>(entries.Count, StringComparer.OrdinalIgnoreCase);
        foreach (AuthorizationData entry in entries)
        {
            if (!tags.Add(entry.IdTag))
            {
                return $"tag {entry.IdTag} is there twice";
            }
            if (entry.IdTagInfo is null && request.UpdateType == UpdateType.Full)
            {
                return $"tag {entry.IdTag} has no idTagInfo, which a full update needs";
            }
        }
        return null;
    }
}
