using Csms;
using Microsoft.EntityFrameworkCore;
using Server.Csms.Security;

namespace Server.Csms.Storage;

/// <summary>All that a database of the central system has, read.</summary>
internal sealed record CsmsContents
{
    public required IReadOnlyList<ChargePointRegistration> ChargePoints { get; init; }
    public required IReadOnlyList<IdTagEntry> IdTags { get; init; }
    public required IReadOnlyList<OrderedRegistration> Registrations { get; init; }
    public required IReadOnlyList<CsmsSession> Sessions { get; init; }
    public required Dictionary<string, Credential> Credentials { get; init; }
    public required int LastTransactionId { get; init; }

    /// <summary>Reads it.</summary>
    public static CsmsContents Read(CsmsDb db, Credentials credentials, out int unreadable)
    {
        var learnt = credentials.Read(db, out var lost);
        unreadable = lost.Count;
        return new()
        {
            ChargePoints = [.. db.ChargePoints.AsNoTracking()],
            IdTags = [.. db.IdTags.AsNoTracking()],
            Registrations = [.. db.Registrations.AsNoTracking()],
            Sessions = [.. CsmsStore.Sessions(db)],
            Credentials = learnt,
            LastTransactionId = (int)Math.Clamp((CsmsStore.Read(db, Seed.TransactionId) ?? 1) - 1, 0, int.MaxValue),
        };
    }
}
