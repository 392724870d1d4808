using ChargePoints;
using Microsoft.EntityFrameworkCore;

namespace Server.Storage;

/// <summary>Protects what an earlier version of the simulator has left on the disk for anybody to read.</summary>
internal static class Sealing
{
    /// <summary>Protects passwords in definitions and in saved configurations; nothing happens when there are none in the open.</summary>
    public static void Run(SimulatorDb db, Secrets secrets)
    {
        var marked = $"%{ConfigurationKeys.AuthorizationKey.Name}%";
        using (var transaction = db.Database.BeginTransaction())
        {
            var rows = db.Chargers.AsNoTracking().Where(row => EF.Functions.Like(row.Configuration, marked)).ToList();
            var open = rows.Where(Secrets.IsInTheOpen).ToList();
            foreach (var row in open)
            {
                var configuration = secrets.Seal(row).Configuration;
                db.Chargers.Where(it => it.Id == row.Id)
                    .ExecuteUpdate(set => set.SetProperty(it => it.Configuration, configuration));
            }

            var parts = OpenParts(db);
            foreach (var part in parts)
            {
                Split(db, secrets, part);
            }

            db.SaveChanges();
            transaction.Commit();
            if (open.Count + parts.Count == 0)
            {
                return;
            }
        }

        // Pages that are free, and the journal, still hold what was there.
        db.Database.ExecuteSqlRaw("VACUUM;");
        db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE);");
    }

    private static List<ChargerPartRow> OpenParts(SimulatorDb db)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(ConfigurationKeys.AuthorizationKey.Name);
        return
        [
            .. db
                .ChargerParts.AsNoTracking()
                .Where(part => part.Part == (int)DurableParts.Configuration)
                .AsEnumerable()
                .Where(part => part.Value.AsSpan().IndexOf(name) >= 0),
        ];
    }

    private static void Split(SimulatorDb db, Secrets secrets, ChargerPartRow part)
    {
        var state = DurableState.Read(
            new Dictionary<DurableParts, byte[]> { [DurableParts.Configuration] = part.Value },
            []
        );
        var rest = state.Write(DurableParts.Configuration);
        db.ChargerParts.Where(it => it.ChargerId == part.ChargerId && it.Part == part.Part)
            .ExecuteUpdate(set => set.SetProperty(it => it.Value, rest));
        var kept = db.ChargerParts.Any(it => it.ChargerId == part.ChargerId && it.Part == (int)DurableParts.Secrets);
        if (!kept && state.Secrets is not null)
        {
            db.ChargerParts.Add(
                new()
                {
                    ChargerId = part.ChargerId,
                    Part = (int)DurableParts.Secrets,
                    Value = secrets.Protect(state.Write(DurableParts.Secrets)),
                }
            );
        }
    }
}
