using Ocpp;

namespace Simulation.Transport;

/// <summary>A charger's connection as others see it. Immutable; a change publishes a new one.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Detail">One line for a person: the CSMS connected to, or why not.</param>
/// <param name="Since">When the state began.</param>
/// <param name="NextAttempt">When the next attempt is made, while <see cref="LinkState.Waiting"/>.</param>
/// <param name="Attempts">Failed attempts since the last stable connection.</param>
public sealed record LinkStatus(LinkState State, string Detail, Instant Since, Instant? NextAttempt, int Attempts);

/// <summary>What a connection is doing; the API's <c>connection</c> in lower case.</summary>
public enum LinkState
{
    /// <summary>Not wanted: the charger is off.</summary>
    Off,

    /// <summary>Connecting, or waiting for its turn to connect.</summary>
    Connecting,

    /// <summary>The WebSocket is open.</summary>
    Connected,

    /// <summary>Backing off before the next attempt, or held down.</summary>
    Waiting,

    /// <summary>The cap of attempts or time is reached; a stop and start tries again.</summary>
    Failed,
}
