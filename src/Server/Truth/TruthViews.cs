using System.Text.Json.Serialization;
using Simulation.Truth;

namespace Server.Truth;

/// <summary>What a run truly delivered, beside what the CSMS knows of it.</summary>
public sealed record RunTruth
{
    /// <summary>Which run.</summary>
    public required TruthRun Run { get; init; }

    /// <summary>Sums over all sessions, whatever page is asked for.</summary>
    public required TruthSums Totals { get; init; }

    /// <summary>What must never be, in words; empty when all is well.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>The sessions that began in the run, by charger and start.</summary>
    public required IEnumerable<SessionTruth> Sessions { get; init; }
}

/// <summary>A run that is told of.</summary>
public sealed record TruthRun
{
    /// <summary>Unique in the process; null outside the server.</summary>
    public string? RunId { get; init; }

    /// <summary>True while it goes on.</summary>
    public required bool Running { get; init; }

    /// <summary>The name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>With it, the same plan comes again.</summary>
    public required long Seed { get; init; }

    /// <summary>SHA-256 over what was planned.</summary>
    public required string Hash { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>True when the embedded CSMS's own records are compared.</summary>
    public required bool Compared { get; init; }
}

/// <summary>Sums in Wh. What was delivered is what is acknowledged, queued, lost and running together, to the mWh.</summary>
public sealed record TruthSums
{
    /// <summary>All sessions.</summary>
    public required long Sessions { get; init; }

    /// <summary>Start and end are acknowledged, and the CSMS's record, where it is known, says the same.</summary>
    public required long Complete { get; init; }

    /// <summary>Sessions that go on.</summary>
    public required long Running { get; init; }

    /// <summary>Ended ones whose start or end waits to be delivered.</summary>
    public required long Queued { get; init; }

    /// <summary>Those whose start or end never reaches the CSMS.</summary>
    public required long Lost { get; init; }

    /// <summary>Acknowledged ones of which the CSMS's record says something else.</summary>
    public required long Differs { get; init; }

    /// <summary>Complete ones that are in the sums, but not listed: there were too many.</summary>
    public required long Unlisted { get; init; }

    /// <summary>Sessions of which nothing was written down: there were too many that wait or are lost. They are in no other figure.</summary>
    public required long Unrecorded { get; init; }

    /// <summary>What flowed, by the registers.</summary>
    public required decimal DeliveredWh { get; init; }

    /// <summary>What flowed in sessions whose start and end are acknowledged on the wire.</summary>
    public required decimal AcknowledgedWh { get; init; }

    /// <summary>What flowed in sessions that wait.</summary>
    public required decimal QueuedWh { get; init; }

    /// <summary>What flowed in lost sessions.</summary>
    public required decimal LostWh { get; init; }

    /// <summary>What flowed so far in sessions that go on.</summary>
    public required decimal RunningWh { get; init; }

    /// <summary>What the embedded CSMS has in the listed sessions that have ended for it; null when it is not compared.</summary>
    public long? CsmsWh { get; init; }

    internal static TruthSums Of(TruthTotals it) =>
        new()
        {
            Sessions = it.Sessions,
            Complete = it.Complete,
            Running = it.Running,
            Queued = it.Queued,
            Lost = it.Lost,
            Differs = it.Differs,
            Unlisted = it.Unlisted,
            Unrecorded = it.Unrecorded,
            DeliveredWh = it.DeliveredMilliWh / 1000m,
            AcknowledgedWh = it.AcknowledgedMilliWh / 1000m,
            QueuedWh = it.QueuedMilliWh / 1000m,
            LostWh = it.LostMilliWh / 1000m,
            RunningWh = it.RunningMilliWh / 1000m,
            CsmsWh = it.CsmsWh,
        };
}

/// <summary>A session as it truly was.</summary>
public sealed record SessionTruth
{
    /// <summary>Whose.</summary>
    public required string ChargerId { get; init; }

    /// <summary>At which EVSE.</summary>
    public required int EvseId { get; init; }

    /// <summary>Who charged.</summary>
    public required string IdTag { get; init; }

    /// <summary>By the charger's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>By the charger's clock; null while it runs.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>meterStart, as sent.</summary>
    public required long MeterStartWh { get; init; }

    /// <summary>meterStop, as sent; null while it runs.</summary>
    public long? MeterStopWh { get; init; }

    /// <summary>What flowed, by the register: to the mWh.</summary>
    public required decimal DeliveredWh { get; init; }

    /// <summary>How it stands.</summary>
    public required SessionVerdict Verdict { get; init; }

    /// <summary>Why it is not complete.</summary>
    public string? Reason { get; init; }

    /// <summary>What became of its messages.</summary>
    public required SessionWire Wire { get; init; }

    /// <summary>The embedded CSMS's own record; null when it has none, or the charger has another CSMS.</summary>
    public SessionRecord? Csms { get; init; }

    internal static SessionTruth Of(TruthSession session)
    {
        var it = session.Transaction;
        return new()
        {
            ChargerId = it.ChargerId,
            EvseId = it.EvseId,
            IdTag = it.IdTag,
            StartedAt = it.StartedAt,
            StoppedAt = it.StoppedAt,
            MeterStartWh = it.MeterStartWh,
            MeterStopWh = it.MeterStopWh,
            DeliveredWh = session.DeliveredMilliWh / 1000m,
            Verdict = (SessionVerdict)session.Verdict,
            Reason = session.Reason,
            Wire = new()
            {
                TransactionId = it.TransactionId,
                Start = (MessageOutcome)it.Start,
                Stop = (MessageOutcome)it.Stop,
                MeterValuesGivenUp = it.MeterValuesGivenUp,
            },
            Csms = session.Csms is { } csms
                ? new()
                {
                    TransactionId = csms.TransactionId,
                    EvseId = csms.EvseId,
                    MeterStartWh = csms.MeterStartWh,
                    MeterStopWh = csms.MeterStopWh,
                    EnergyWh = csms.MeterStopWh - csms.MeterStartWh,
                }
                : null,
        };
    }
}

/// <summary>What became of the messages about a session.</summary>
public sealed record SessionWire
{
    /// <summary>As the CSMS gave it; null when it did not while the session ran.</summary>
    public int? TransactionId { get; init; }

    /// <summary>StartTransaction.</summary>
    public required MessageOutcome Start { get; init; }

    /// <summary>StopTransaction.</summary>
    public required MessageOutcome Stop { get; init; }

    /// <summary>MeterValues that were given up.</summary>
    public required int MeterValuesGivenUp { get; init; }
}

/// <summary>A session as the embedded CSMS has it.</summary>
public sealed record SessionRecord
{
    /// <summary>As on the wire.</summary>
    public required int TransactionId { get; init; }

    /// <summary>The connector.</summary>
    public required int EvseId { get; init; }

    /// <summary>meterStart.</summary>
    public long? MeterStartWh { get; init; }

    /// <summary>meterStop; null while the session has not ended for it.</summary>
    public long? MeterStopWh { get; init; }

    /// <summary>meterStop less meterStart.</summary>
    public long? EnergyWh { get; init; }
}

/// <summary>How a session stands.</summary>
public enum SessionVerdict
{
    /// <summary>Acknowledged, and the same in the CSMS's own record where that is known.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>It goes on.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>A message of it waits to be delivered.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>A message of it never reaches the CSMS.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Acknowledged, and something else in the CSMS's own record.</summary>
    [JsonStringEnumMemberName("differs")]
    Differs,
}

/// <summary>What became of a message.</summary>
public enum MessageOutcome
{
    /// <summary>It has not been made.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>It waits.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>The CSMS has answered it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>Given up after its last attempt.</summary>
    [JsonStringEnumMemberName("given-up")]
    GivenUp,
}
