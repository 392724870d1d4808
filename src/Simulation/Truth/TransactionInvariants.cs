namespace Simulation.Truth;

/// <summary>What a comparison of chargers and CSMS came to.</summary>
/// <param name="Violations">What must never be; empty when all is well.</param>
/// <param name="GivenUp">Transactions that the CSMS does not have whole because the specification's rules gave a message up: told, not wrong.</param>
/// <param name="Queued">Transactions with a message that still waits.</param>
/// <param name="DeliveredMilliWh">What flowed in transactions, by the registers.</param>
/// <param name="AcknowledgedWh">What the CSMS has of it, in sessions that it has whole.</param>
public sealed record TransactionVerdict(
    IReadOnlyList<string> Violations,
    IReadOnlyList<ChargerTransaction> GivenUp,
    IReadOnlyList<ChargerTransaction> Queued,
    long DeliveredMilliWh,
    long AcknowledgedWh
);

/// <summary>
/// What must hold of transactions whatever has happened: each start has one stop, registers never fall, one transaction begins where the last
/// ended or later, and a CSMS that has acknowledged them has the energy that the meters delivered, once. A pure function of what was recorded.
/// </summary>
public static class TransactionInvariants
{
    /// <summary>Holds what chargers recorded against what a CSMS has.</summary>
    /// <param name="transactions">All transactions of the run, in the order of their starts for each EVSE.</param>
    /// <param name="registers">The registers over the same time.</param>
    /// <param name="csms">What the CSMS has; null to look at the chargers only.</param>
    public static TransactionVerdict Check(
        IReadOnlyList<ChargerTransaction> transactions,
        IReadOnlyList<EvseRegister> registers,
        IReadOnlyList<CsmsTransaction>? csms
    )
    {
        var wrong = new List<string>();
        foreach (var evse in transactions.GroupBy(it => (it.ChargerId, it.EvseId)))
        {
            CheckOrder([.. evse], wrong);
        }
        foreach (var register in registers)
        {
            CheckRegister(register, transactions, wrong);
        }
        var acknowledgedWh = csms is null ? 0 : CheckCsms(transactions, csms, wrong);
        return new TransactionVerdict(
            wrong,
            [.. transactions.Where(it => it.Start == MessageFate.GivenUp || it.Stop == MessageFate.GivenUp)],
            [.. transactions.Where(it => it.Start == MessageFate.Queued || it.Stop == MessageFate.Queued)],
            transactions.Sum(DeliveredMilliWh),
            acknowledgedWh
        );
    }

    private static long DeliveredMilliWh(ChargerTransaction it) =>
        (it.RegisterAtStopMilliWh ?? it.RegisterAtStartMilliWh) - it.RegisterAtStartMilliWh;

    private static void CheckOrder(ChargerTransaction[] evse, List<string> wrong)
    {
        for (var i = 0; i < evse.Length; i++)
        {
            var it = evse[i];
            if (it.Stops > 1)
            {
                wrong.Add($"{Name(it)} has {it.Stops} StopTransactions");
            }
            if (it.Stops == 0 && i < evse.Length - 1)
            {
                wrong.Add($"{Name(it)} has no StopTransaction, and {Name(evse[i + 1])} has begun");
            }
            if (it.MeterStopWh < it.MeterStartWh || it.StoppedAt < it.StartedAt)
            {
                wrong.Add($"{Name(it)} ends before it began");
            }
            if (
                it.MeterStartWh != it.RegisterAtStartMilliWh / 1000
                || it.MeterStopWh != it.RegisterAtStopMilliWh / 1000
            )
            {
                wrong.Add($"{Name(it)} does not say what the register showed");
            }
            if (i > 0 && it.MeterStartWh < evse[i - 1].MeterStopWh)
            {
                wrong.Add($"{Name(it)} begins below the end of {Name(evse[i - 1])}, {evse[i - 1].MeterStopWh} Wh");
            }
        }
    }

    // Energy flows in transactions only: what the register has gained, they have.
    private static void CheckRegister(EvseRegister register, IReadOnlyList<ChargerTransaction> all, List<string> wrong)
    {
        var name = $"the register of {register.ChargerId} EVSE {register.EvseId}";
        if (register.Falls > 0)
        {
            wrong.Add($"{name} has fallen {register.Falls} times");
        }
        var own = all.Where(it => it.ChargerId == register.ChargerId && it.EvseId == register.EvseId).ToList();
        if (own.Exists(it => it.Stops == 0))
        {
            return;
        }
        var gained = register.LastMilliWh - register.FirstMilliWh;
        var delivered = own.Sum(DeliveredMilliWh);
        if (gained != delivered)
        {
            wrong.Add($"{name} has gained {gained} mWh, and its transactions have {delivered} mWh");
        }
    }

    private static long CheckCsms(
        IReadOnlyList<ChargerTransaction> transactions,
        IReadOnlyList<CsmsTransaction> csms,
        List<string> wrong
    )
    {
        var sessions = csms.Where(it => it.StartMessageId is not null)
            .ToLookup(it => (it.ChargerId, it.StartMessageId!));
        var acknowledgedWh = 0L;
        foreach (var it in transactions)
        {
            var own = sessions[(it.ChargerId, it.StartMessageId)].ToList();
            if (own.Count > 1)
            {
                wrong.Add($"the CSMS has {own.Count} sessions of {Name(it)}");
            }
            if (own.Count == 0)
            {
                if (it.Start == MessageFate.Delivered)
                {
                    wrong.Add($"the CSMS has acknowledged {Name(it)} and has no session of it");
                }
                continue;
            }
            acknowledgedWh += CheckSession(it, own[0], wrong);
        }
        var known = transactions.Select(it => (it.ChargerId, it.StartMessageId)).ToHashSet();
        foreach (var session in csms)
        {
            var strange = session.StartMessageId is null
                ? session.TransactionId != -1
                : !known.Contains((session.ChargerId, session.StartMessageId));
            if (strange)
            {
                wrong.Add($"the CSMS has a session {session.TransactionId} of {session.ChargerId} that no charger had");
            }
        }
        return acknowledgedWh;
    }

    private static long CheckSession(ChargerTransaction it, CsmsTransaction session, List<string> wrong)
    {
        if (session.EvseId != it.EvseId || session.MeterStartWh != it.MeterStartWh)
        {
            wrong.Add($"the CSMS has another start of {Name(it)}: {session}");
        }
        if (session.MeterStopWh is not { } stopWh)
        {
            // After a start that was given up, the stop says that it does not know the id, whatever the CSMS has got.
            if (it.Stop == MessageFate.Delivered && it.Start == MessageFate.Delivered)
            {
                wrong.Add($"the CSMS has acknowledged the stop of {Name(it)} and has its session open");
            }
            return 0;
        }
        if (stopWh != it.MeterStopWh)
        {
            wrong.Add($"the CSMS has another stop of {Name(it)}: {session}");
        }
        return stopWh - it.MeterStartWh;
    }

    private static string Name(ChargerTransaction it) =>
        $"{it.ChargerId} EVSE {it.EvseId} {it.StartMessageId} ({it.MeterStartWh} to {it.MeterStopWh} Wh)";
}
