using ChargePoints;
using Microsoft.EntityFrameworkCore;

namespace Server.Storage;

/// <summary>Reads what chargers had saved.</summary>
internal static class SavedStates
{
    // A commit and the clock's grain, on top of the lag of registers.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>The state of some chargers, or of all; chargers that never saved anything are missing.</summary>
    public static async Task<Dictionary<string, DurableState>> ReadAsync(
        SimulatorDb db,
        IReadOnlyCollection<string>? onlyChargerIds = null
    )
    {
        var parts = await db
            .ChargerParts.AsNoTracking()
            .Where(part => onlyChargerIds == null || EF.Parameter(onlyChargerIds).Contains(part.ChargerId))
            .ToListAsync();
        var messages = await db
            .QueuedMessages.AsNoTracking()
            .Where(message => onlyChargerIds == null || EF.Parameter(onlyChargerIds).Contains(message.ChargerId))
            .ToListAsync();
        var queues = messages.ToLookup(message => message.ChargerId, Message);
        return parts
            .GroupBy(part => part.ChargerId)
            .ToDictionary(
                charger => charger.Key,
                charger =>
                    DurableState.Read(
                        charger
                            .Select(part => ((DurableParts)part.Part, Value: Open(db.Secrets, part)))
                            .Where(part => part.Value is not null)
                            .ToDictionary(part => part.Item1, part => part.Value!),
                        queues[charger.Key]
                    )
            );
    }

    /// <summary>
    /// After a kill: the registers that are on disk may be behind what was reported, by <paramref name="unwritten"/> and the
    /// usual lag at the most. A meter never runs backwards, so where a transaction ran, the register goes up by the most that
    /// can have flowed in that time: a few Wh that the meter has too much, for never a Wh too little. Registers of EVSEs
    /// without a transaction do not move and are exact. The instant of the registers moves by the same time, so that no more
    /// has flowed in it than can flow; nothing has flowed after <paramref name="restart"/>.
    /// </summary>
    public static DurableState AfterKill(
        DurableState state,
        ChargePointSettings settings,
        TimeSpan unwritten,
        DateTimeOffset restart
    )
    {
        var missing = unwritten + SqliteChargerStore.RegisterLag + Slack;
        // By the charger's clock. A host's clock that was set back says nothing about what has flowed.
        var since = restart + TimeSpan.FromTicks(state.Counters.ClockOffsetTicks) - state.Registers.At;
        if (since >= TimeSpan.Zero && since < missing)
        {
            missing = since;
        }

        var moved = false;
        var registers = state.Registers.Evses.ToArray();
        foreach (var transaction in state.Transactions.Where(transaction => transaction.Running))
        {
            var index = transaction.ConnectorId - 1;
            if (index < 0 || index >= registers.Length || index >= settings.Evses.Count)
            {
                continue;
            }

            var factor = state.Connectors.FirstOrDefault(it => it.ConnectorId == index + 1)?.PowerFactor ?? 1;
            var missed = (long)(settings.Evses[index].MaxPowerW * factor * missing.TotalHours * 1000);
            moved = true;
            registers[index] = registers[index] with { MilliWh = registers[index].MilliWh + missed };
        }

        return state with
        {
            Registers = new() { At = moved ? state.Registers.At + missing : state.Registers.At, Evses = registers },
        };
    }

    private static byte[]? Open(Secrets secrets, ChargerPartRow part) =>
        Secrets.Covers((DurableParts)part.Part) ? secrets.Unprotect(part.Value) : part.Value;

    private static QueuedMessage Message(QueuedMessageRow row) =>
        new(
            row.Sequence,
            row.MessageId,
            row.Action,
            row.Payload,
            row.TransactionKey,
            row.TransactionIdPending,
            row.Attempts
        );
}
