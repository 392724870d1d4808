using Ocpp;
using Simulation.Logs;

namespace Simulation.Scenarios;

/// <summary>Something that happened at a charger of a run.</summary>
public sealed record ScenarioEvent
{
    /// <summary>When, on the simulation's time line.</summary>
    public required Instant Time { get; init; }

    /// <summary>Whose it is.</summary>
    public required string ChargerId { get; init; }

    /// <summary>The EVSE; 0 for the charger as a whole.</summary>
    public int EvseId { get; init; }

    /// <summary>
    /// A constant of <see cref="ChargePoints.ChargePointEventType"/> or of <see cref="ScenarioEventKind"/>; of other OCPP messages
    /// <c>call</c>, <c>result</c> or <c>error</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>One line for a person; of an OCPP message its action.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Which way an OCPP message went.</summary>
    public LogDirection Direction { get; init; }

    /// <summary>The OCPP action called or answered; empty when it is no message.</summary>
    public string Action { get; init; } = "";

    /// <summary>An OCPP message as it was on the wire, but for secrets; empty when it is none.</summary>
    public string Frame { get; init; } = "";
}

/// <summary>What can happen besides the events of a charge point.</summary>
public static class ScenarioEventKind
{
    /// <summary>The charger is connected to its CSMS.</summary>
    public const string Connected = "connected";

    /// <summary>An attempt to connect failed.</summary>
    public const string ConnectFailed = "connect-failed";

    /// <summary>The connection is gone.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>A disturbance has begun.</summary>
    public const string ChaosInjected = "chaos-injected";

    /// <summary>A disturbance was lifted.</summary>
    public const string ChaosLifted = "chaos-lifted";

    /// <summary>A disturbance is over after its duration.</summary>
    public const string ChaosEnded = "chaos-ended";

    /// <summary>The CSMS called the charger.</summary>
    public const string CsmsCall = "csms-call";

    /// <summary>An act of this run was refused; the detail has the act and the reason.</summary>
    public const string Refused = "refused";

    /// <summary>An expectation of the scenario was met; the detail names it.</summary>
    public const string ExpectationMet = "expectation-met";

    /// <summary>An expectation of the scenario failed; the detail has its name and the reason.</summary>
    public const string ExpectationFailed = "expectation-failed";

    /// <summary>The scenario itself failed: the last but one entry of such a run.</summary>
    public const string Failed = "failed";

    /// <summary>The last entry of a run.</summary>
    public const string Ended = "ended";

    /// <summary>More happened at once than a run can take; the detail says how much is not on the timeline.</summary>
    public const string Missed = "missed";
}
