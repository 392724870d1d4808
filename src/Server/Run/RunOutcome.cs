using System.Globalization;
using System.Text.Json.Serialization;
using Simulation.Scenarios;
using Simulation.Scenarios.Written.Steps;

namespace Server.Run;

/// <summary>What came of a run against a CSMS.</summary>
internal sealed record RunOutcome
{
    public required string Scenario { get; init; }

    public required long Seed { get; init; }

    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    public required string CsmsUrl { get; init; }

    public required int Chargers { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>True when a charger has reached the CSMS.</summary>
    public required bool Connected { get; init; }

    public required bool Interrupted { get; init; }

    public required RunEnd End { get; init; }

    public required string? EndDetail { get; init; }

    public required string Hash { get; init; }

    public required long PlannedActs { get; init; }

    public required long RefusedActs { get; init; }

    public required long Messages { get; init; }

    public required int Sessions { get; init; }

    /// <summary>What flowed in transactions, by the registers.</summary>
    public required double DeliveredWh { get; init; }

    /// <summary>Transactions of which a message was given up after its last attempt.</summary>
    public required int GivenUp { get; init; }

    /// <summary>Transactions of which a message still waited when the chargers were switched off.</summary>
    public required int Queued { get; init; }

    /// <summary>What must never be.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    public required long ExpectationsMet { get; init; }

    public required long ExpectationsFailed { get; init; }

    public required IReadOnlyList<ExpectationOutcome> Expectations { get; init; }

    /// <summary>Expectations of the file to which no charger came.</summary>
    public required IReadOnlyList<Expectation> NeverReached { get; init; }

    /// <summary>Why the run could not be held; null when it was.</summary>
    [JsonIgnore]
    public string? Broken =>
        End == RunEnd.Failed ? $"The scenario failed: {EndDetail}"
        : !Connected && !Interrupted ? $"No charger has reached the CSMS at {CsmsUrl}"
        : null;

    /// <summary>Why transactions are not whole; null when they are.</summary>
    [JsonIgnore]
    public string? Lost =>
        Violations.Count > 0 ? string.Join("; ", Violations)
        : GivenUp > 0 ? $"{GivenUp} transactions have a message that was given up after its last attempt"
        : null;

    [JsonIgnore]
    public int ExitCode =>
        Broken is not null ? RunCommand.NotRun
        : Interrupted ? RunCommand.Interrupted
        : ExpectationsFailed > 0 || Lost is not null ? RunCommand.Failed
        : 0;

    /// <summary>For a person, in a few lines.</summary>
    [JsonIgnore]
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Sessions} sessions, {DeliveredWh
                / 1000:0.0} kWh, {Messages} messages, {RefusedActs} of {PlannedActs} acts refused
            seed {Seed}, hash {Hash}
            {ExpectationsMet} expectations met, {ExpectationsFailed} failed, {NeverReached.Count} never reached{Trouble}
            """
        );

    private string Trouble =>
        (Queued > 0 ? $"\n{Queued} transactions have a message that still waited at the end" : "")
        + (Lost is null ? "" : $"\n{Lost}")
        + (Broken is null ? "" : $"\n{Broken}");
}
