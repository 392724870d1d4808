using System.Text.Json;
using System.Text.Json.Serialization;
using Ocpp;
using Server.Api;
using Server.Storage;
using Simulation.Scenarios;

namespace Server.Scenarios;

/// <summary>A scenario that can be run.</summary>
public sealed record Scenario
{
    /// <summary>What it is run by.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>False when a user wrote it.</summary>
    public required bool BuiltIn { get; init; }

    /// <summary>How long a run lasts when nothing is said.</summary>
    public required int DurationSeconds { get; init; }

    /// <summary>What can be set.</summary>
    public required IReadOnlyList<ScenarioField> Parameters { get; init; }

    internal static Scenario Of(ScenarioDescription description) =>
        new()
        {
            Name = description.Name,
            Title = description.Title,
            Description = description.Description,
            BuiltIn = description.BuiltIn,
            DurationSeconds = (int)description.Duration.TotalSeconds,
            Parameters = [.. description.Parameters.Select(ScenarioField.Of)],
        };
}

/// <summary>A parameter of a scenario.</summary>
public sealed record ScenarioField
{
    /// <summary>In camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>What it takes.</summary>
    public required ScenarioFieldType Type { get; init; }

    /// <summary>Unit of a number; null without one.</summary>
    public string? Unit { get; init; }

    /// <summary>Least value of a number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest value of a number.</summary>
    public double? Maximum { get; init; }

    /// <summary>What it is when nothing is said: a number, true or false, or text.</summary>
    public required JsonElement Default { get; init; }

    /// <summary>What can be chosen; null when it is no choice.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    internal static ScenarioField Of(ScenarioParameter parameter) =>
        new()
        {
            Name = parameter.Name,
            Title = parameter.Title,
            Description = parameter.Description,
            Type = Enum.Parse<ScenarioFieldType>(parameter.Type, ignoreCase: true),
            Unit = parameter.Unit,
            Minimum = parameter.Least,
            Maximum = parameter.Most,
            Default = JsonSerializer.SerializeToElement(parameter.DefaultValue, ApiJson.Options),
            Choices = parameter.Options,
        };
}

/// <summary>What a parameter takes.</summary>
public enum ScenarioFieldType
{
    /// <summary>Any number in its range.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>A whole number in its range.</summary>
    [JsonStringEnumMemberName("integer")]
    Integer,

    /// <summary>True or false.</summary>
    [JsonStringEnumMemberName("boolean")]
    Boolean,

    /// <summary>Text.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>One of its choices.</summary>
    [JsonStringEnumMemberName("choice")]
    Choice,
}

/// <summary>A run to begin.</summary>
public sealed record ScenarioRequest
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>A whole number from 0 to 2^53 - 1; a fresh one when it is absent.</summary>
    public double? Seed { get; init; }

    /// <summary>1 to 604,800; the scenario's own when it is absent.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Values by name; the others take their defaults.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }
}

/// <summary>The run of a location, or the last one there.</summary>
public sealed record ScenarioStatus
{
    /// <summary>True until it is over, clearing away included.</summary>
    public required bool Running { get; init; }

    /// <summary>Where.</summary>
    public required string LocationId { get; init; }

    /// <summary>The location's name.</summary>
    public required string LocationName { get; init; }

    /// <summary>Null before the first run.</summary>
    public string? RunId { get; init; }

    /// <summary>The scenario's name; null before the first run.</summary>
    public string? Scenario { get; init; }

    /// <summary>The scenario's name for people.</summary>
    public string? Title { get; init; }

    /// <summary>With this seed it can be repeated.</summary>
    public long? Seed { get; init; }

    /// <summary>All parameters' values.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public ScenarioEnd? EndReason { get; init; }

    /// <summary>What went wrong when it failed.</summary>
    public string? EndDetail { get; init; }

    /// <summary>Simulated time since it began.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>How long it lasts.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>
    /// SHA-256 over what was planned at the start and at ticks: the same in every run of the same chargers, parameters, duration and
    /// seed.
    /// </summary>
    public string? Hash { get; init; }

    /// <summary>SHA-256 over the whole timeline: the same in every such run in virtual time.</summary>
    public string? OutcomeHash { get; init; }

    /// <summary>Acts planned so far, reactions included.</summary>
    public required long PlannedActs { get; init; }

    /// <summary>Acts refused so far; the timeline has the reasons.</summary>
    public required long RefusedActs { get; init; }

    /// <summary>Expectations met so far.</summary>
    public long ExpectationsMet { get; init; }

    /// <summary>Expectations that have failed so far; the timeline has the reasons.</summary>
    public long ExpectationsFailed { get; init; }

    /// <summary>Entries of the timeline so far.</summary>
    public required long TimelineTotal { get; init; }

    /// <summary>Its oldest entries that are no longer kept.</summary>
    public required long TimelineDropped { get; init; }

    /// <summary>Entries of the timeline, oldest first.</summary>
    public required IReadOnlyList<ScenarioTimelineEntry> Timeline { get; init; }

    internal static ScenarioStatus Of(LocationRow location, LocationRun? it, Instant now, long after, int limit)
    {
        if (it is null)
        {
            return new ScenarioStatus
            {
                Running = false,
                LocationId = location.Id,
                LocationName = location.Name,
                ElapsedSeconds = 0,
                DurationSeconds = 0,
                PlannedActs = 0,
                RefusedActs = 0,
                TimelineTotal = 0,
                TimelineDropped = 0,
                Timeline = [],
            };
        }

        var run = it.Run;
        // Asked first: what follows is complete when it is over.
        var running = run.Running;
        return new ScenarioStatus
        {
            Running = running,
            LocationId = location.Id,
            LocationName = location.Name,
            RunId = it.Id,
            Scenario = it.Description.Name,
            Title = it.Description.Title,
            Seed = (long)run.Order.Seed,
            Parameters = run.Order.Values.All.ToDictionary(
                pair => pair.Key,
                pair => JsonSerializer.SerializeToElement(pair.Value, ApiJson.Options)
            ),
            StartedAt = run.StartedAt.ToUtc(),
            EndedAt = running ? null : run.EndedAt?.ToUtc(),
            EndReason = running ? null : (ScenarioEnd?)run.End,
            EndDetail = running ? null : run.EndDetail,
            ElapsedSeconds = Math.Round(run.ElapsedAt(now).TotalSeconds, 3),
            DurationSeconds = run.Order.Duration.TotalSeconds,
            Hash = run.Hash,
            OutcomeHash = run.Timeline.Hash,
            PlannedActs = run.PlannedActs,
            RefusedActs = run.RefusedActs,
            ExpectationsMet = run.Expectations.Met,
            ExpectationsFailed = run.Expectations.Failed,
            TimelineTotal = run.Timeline.Total,
            TimelineDropped = run.Timeline.Dropped,
            Timeline = [.. run.Timeline.Read(after, limit).Select(ScenarioTimelineEntry.Of)],
        };
    }
}

/// <summary>Why a run ended.</summary>
public enum ScenarioEnd
{
    /// <summary>Its duration was over.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>It was stopped.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The scenario failed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>A line of a run's timeline.</summary>
public sealed record ScenarioTimelineEntry
{
    /// <summary>From 1, without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>Simulated time since the run began.</summary>
    public required double OffsetSeconds { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The charger; null for the run as a whole.</summary>
    public string? ChargerId { get; init; }

    /// <summary>The EVSE; null for the charger as a whole.</summary>
    public int? EvseId { get; init; }

    /// <summary>Why it is there.</summary>
    public required ScenarioOrigin Origin { get; init; }

    /// <summary>What was done or happened.</summary>
    public required string Kind { get; init; }

    /// <summary>Arguments or words, in one line.</summary>
    public required string Detail { get; init; }

    internal static ScenarioTimelineEntry Of(TimelineEntry entry) =>
        new()
        {
            Seq = entry.Seq,
            OffsetSeconds = Math.Round(entry.Offset.TotalSeconds, 3),
            Time = entry.Time.ToUtc(),
            ChargerId = entry.ChargerId.Length == 0 ? null : entry.ChargerId,
            EvseId = entry.EvseId == 0 ? null : entry.EvseId,
            Origin = (ScenarioOrigin)entry.Origin,
            Kind = entry.Kind,
            Detail = entry.Detail,
        };
}

/// <summary>Why something is on the timeline.</summary>
public enum ScenarioOrigin
{
    /// <summary>Planned at the start or at a tick: the same in every run.</summary>
    [JsonStringEnumMemberName("plan")]
    Plan,

    /// <summary>Planned because of an event, or done to end the run.</summary>
    [JsonStringEnumMemberName("reaction")]
    Reaction,

    /// <summary>What came of it.</summary>
    [JsonStringEnumMemberName("consequence")]
    Consequence,
}
