namespace Simulation.Truth;

/// <summary>How a session stands.</summary>
public enum TruthVerdict
{
    /// <summary>Start and end are acknowledged, and the CSMS's own record, where it is known, says the same.</summary>
    Complete,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It has ended, and its start or its end waits to be delivered.</summary>
    Queued,

    /// <summary>Its start or its end never reaches the CSMS.</summary>
    Lost,

    /// <summary>Start and end are acknowledged, and the CSMS's own record says something else.</summary>
    Differs,
}

/// <summary>A session as it truly was.</summary>
/// <param name="Transaction">As its charger had it.</param>
/// <param name="DeliveredMilliWh">What flowed, by the register.</param>
/// <param name="Csms">What the CSMS has of it; null when it has nothing, or is not known.</param>
/// <param name="Verdict">How it stands.</param>
/// <param name="Reason">Why it is not complete; null when it is, and while it runs and nothing is wrong.</param>
public sealed record TruthSession(
    ChargerTransaction Transaction,
    long DeliveredMilliWh,
    CsmsTransaction? Csms,
    TruthVerdict Verdict,
    string? Reason
);

/// <summary>What the records of a CSMS can be compared with.</summary>
/// <param name="Chargers">The chargers that are connected to it.</param>
/// <param name="Sessions">Its sessions of them.</param>
public sealed record TruthCsms(IReadOnlySet<string> Chargers, IReadOnlyCollection<CsmsTransaction> Sessions);

/// <summary>Sums over all sessions: delivered is acknowledged, queued, lost and running together, to the mWh.</summary>
public sealed record TruthTotals
{
    /// <summary>All of them.</summary>
    public long Sessions { get; init; }

    /// <summary>Complete ones, and those of them that are kept as a sum only.</summary>
    public long Complete { get; init; }

    /// <summary>Running ones.</summary>
    public long Running { get; init; }

    /// <summary>Those that wait.</summary>
    public long Queued { get; init; }

    /// <summary>Lost ones.</summary>
    public long Lost { get; init; }

    /// <summary>Those of which the CSMS says something else.</summary>
    public long Differs { get; init; }

    /// <summary>Complete ones that are not listed, because there are too many.</summary>
    public long Unlisted { get; init; }

    /// <summary>Those of which nothing was written down, because there are too many; they are in no other figure.</summary>
    public long Unrecorded { get; init; }

    /// <summary>What flowed.</summary>
    public long DeliveredMilliWh { get; init; }

    /// <summary>What flowed in sessions whose start and end the CSMS has acknowledged on the wire.</summary>
    public long AcknowledgedMilliWh { get; init; }

    /// <summary>What flowed in sessions that wait.</summary>
    public long QueuedMilliWh { get; init; }

    /// <summary>What flowed in lost sessions.</summary>
    public long LostMilliWh { get; init; }

    /// <summary>What flowed so far in running sessions.</summary>
    public long RunningMilliWh { get; init; }

    /// <summary>What the CSMS has in the listed sessions that it holds for ended; null when its records are not known.</summary>
    public long? CsmsWh { get; init; }
}

/// <summary>What a run truly delivered, beside what the CSMS knows of it. A pure function of what was recorded.</summary>
/// <param name="Totals">The sums.</param>
/// <param name="Sessions">By charger and start.</param>
/// <param name="Violations">What must never be; empty when all is well.</param>
public sealed record TruthReport(
    TruthTotals Totals,
    IReadOnlyList<TruthSession> Sessions,
    IReadOnlyList<string> Violations
)
{
    /// <summary>Makes the report.</summary>
    /// <param name="transactions">By charger, and in the order of their starts.</param>
    /// <param name="registerNow">What the register of an EVSE shows now, in mWh; null when the charger is no longer there.</param>
    /// <param name="csms">What the CSMS has; null when it is not known.</param>
    /// <param name="sum">What is not kept one by one.</param>
    public static TruthReport Of(
        IReadOnlyList<ChargerTransaction> transactions,
        Func<string, int, long?> registerNow,
        TruthCsms? csms,
        LedgerSum sum = default
    )
    {
        var records = csms
            ?.Sessions.Where(it => it.StartMessageId is not null)
            .ToLookup(it => (it.ChargerId, it.StartMessageId!));
        var sessions = new List<TruthSession>(transactions.Count);
        foreach (var it in transactions)
        {
            var known = csms is not null && csms.Chargers.Contains(it.ChargerId);
            CsmsTransaction[]? own = known ? [.. records![(it.ChargerId, it.StartMessageId)]] : null;
            var now = registerNow(it.ChargerId, it.EvseId);
            var (verdict, reason) = Judge(it, now is not null, own);
            // A register that was set back by the deletion of its charger is that of another.
            var end = it.RegisterAtStopMilliWh ?? Math.Max(now ?? 0, it.RegisterAtStartMilliWh);
            sessions.Add(new(it, end - it.RegisterAtStartMilliWh, own?.FirstOrDefault(), verdict, reason));
        }
        var violations = TransactionInvariants.Check(transactions, [], csms: null).Violations;
        return new TruthReport(Sum(sessions, csms is not null, sum), sessions, violations);
    }

    private static (TruthVerdict Verdict, string? Reason) Judge(
        ChargerTransaction it,
        bool present,
        CsmsTransaction[]? csms
    )
    {
        if (it.Start == MessageFate.GivenUp)
        {
            var after = it.Stops == 0 ? "it runs on without" : "StopTransaction carries the transactionId -1";
            return (TruthVerdict.Lost, $"StartTransaction {GivenUp(it)}; {after}");
        }
        if (it.Stop == MessageFate.GivenUp)
        {
            return (TruthVerdict.Lost, $"StopTransaction {GivenUp(it)}; the CSMS does not know that it has ended");
        }
        if (!present && (it.Stops == 0 || Waiting(it) is not null))
        {
            return (
                TruthVerdict.Lost,
                it.Stops == 0
                    ? "the charger was deleted while it ran; what it delivered is not known"
                    : $"the charger was deleted while {Waiting(it)} waited to be delivered"
            );
        }
        if (it.Stops == 0)
        {
            return (TruthVerdict.Running, Waiting(it) is { } start ? $"{start} waits to be delivered" : null);
        }
        return Waiting(it) is { } waiting
            ? (TruthVerdict.Queued, $"{waiting} waits to be delivered")
            : Compare(it, csms);
    }

    // The first of them: messages are delivered in order.
    private static string? Waiting(ChargerTransaction it) =>
        it.Start == MessageFate.Queued ? "StartTransaction"
        : it.Stop == MessageFate.Queued ? "StopTransaction"
        : null;

    private static string GivenUp(ChargerTransaction it)
    {
        var cause = it.GiveUpCause switch
        {
            GiveUpCause.CallError => "the CSMS answered the last one with a CALLERROR",
            GiveUpCause.InvalidAnswer => "the answer to the last one was not valid",
            _ => "the last one was not answered",
        };
        return $"was given up after {it.GivenUpAfter} {(it.GivenUpAfter == 1 ? "attempt" : "attempts")}: {cause}";
    }

    private static (TruthVerdict Verdict, string? Reason) Compare(ChargerTransaction it, CsmsTransaction[]? csms)
    {
        var reason = csms switch
        {
            null => null,
            [] => "the CSMS has acknowledged it and has no session of it",
            [_, _, ..] => $"the CSMS has {csms.Length} sessions of it",
            [{ MeterStopWh: null }] => "the CSMS has acknowledged StopTransaction and has its session open",
            [var one] when one.EvseId != it.EvseId => $"the CSMS has it at connector {one.EvseId}",
            [var one] when one.MeterStartWh != it.MeterStartWh => $"the CSMS has meterStart {one.MeterStartWh} Wh",
            [var one] when one.MeterStopWh != it.MeterStopWh => $"the CSMS has meterStop {one.MeterStopWh} Wh",
            _ => null,
        };
        return (reason is null ? TruthVerdict.Complete : TruthVerdict.Differs, reason);
    }

    private static TruthTotals Sum(List<TruthSession> sessions, bool known, LedgerSum sum)
    {
        var count = new long[Enum.GetValues<TruthVerdict>().Length];
        var milliWh = new long[count.Length];
        long csmsWh = 0;
        foreach (var it in sessions)
        {
            count[(int)it.Verdict]++;
            milliWh[(int)it.Verdict] += it.DeliveredMilliWh;
            csmsWh += it.Csms?.MeterStopWh - it.Csms?.MeterStartWh ?? 0;
        }
        return new TruthTotals
        {
            Sessions = sessions.Count + sum.Sessions,
            Complete = count[(int)TruthVerdict.Complete] + sum.Sessions,
            Running = count[(int)TruthVerdict.Running],
            Queued = count[(int)TruthVerdict.Queued],
            Lost = count[(int)TruthVerdict.Lost],
            Differs = count[(int)TruthVerdict.Differs],
            Unlisted = sum.Sessions,
            Unrecorded = sum.Unrecorded,
            DeliveredMilliWh = sessions.Sum(it => it.DeliveredMilliWh) + sum.MilliWh,
            AcknowledgedMilliWh =
                milliWh[(int)TruthVerdict.Complete] + milliWh[(int)TruthVerdict.Differs] + sum.MilliWh,
            QueuedMilliWh = milliWh[(int)TruthVerdict.Queued],
            LostMilliWh = milliWh[(int)TruthVerdict.Lost],
            RunningMilliWh = milliWh[(int)TruthVerdict.Running],
            CsmsWh = known ? csmsWh : null,
        };
    }
}
