using System.Diagnostics.Metrics;
using Simulation.Transfers;
using Simulation.Transport;
using Simulation.Truth;

namespace Simulation;

/// <summary>What a fleet is made with.</summary>
public sealed record FleetOptions
{
    /// <summary>Event loops in real time: one thread each. The chargers are shared out among them.</summary>
    public int Loops { get; init; } = Environment.ProcessorCount;

    /// <summary>The virtual time to run in, on the caller's thread; null for real time.</summary>
    public VirtualTimeLoop? VirtualTime { get; init; }

    /// <summary>Opens links to the CSMS; null for WebSockets.</summary>
    public ILinkFactory? Links { get; init; }

    /// <summary>Moves files; null for the network, or for memory in virtual time.</summary>
    public ITransfers? Transfers { get; init; }

    /// <summary>Connections that may be in the making at the same time; the others wait their turn.</summary>
    public int ConnectConcurrency { get; init; } = 128;

    /// <summary>Pause between attempts to connect.</summary>
    public BackoffSettings Backoff { get; init; } = new();

    /// <summary>Longest wait for DNS, TCP, TLS and the upgrade together.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Memory for all chargers' logs together, shared out evenly: 4 KB to 1 MB each.</summary>
    public int LogMemoryMb { get; init; } = 96;

    /// <summary>Memory for all EVSEs' power histories together, shared out evenly.</summary>
    public int HistoryMemoryMb { get; init; } = 16;

    /// <summary>Writes down what meters and queues of transaction messages do; null for nobody.</summary>
    public ITransactionWitness? Witness { get; init; }

    /// <summary>What the fleet's instruments belong to (docs/metrics.md has them); null for none. It outlives the fleet.</summary>
    public Meter? Meter { get; init; }

    /// <summary>The seed of the jitter of reconnects; a charger's own seed is in its settings.</summary>
    public ulong Seed { get; init; }
}

/// <summary>Pauses between attempts to connect: exponential, with jitter (OCPP-J 1.6 §5).</summary>
public sealed record BackoffSettings
{
    /// <summary>The first pause, before jitter.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause, before jitter.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A pause is shortened by a random share of itself up to this, 0 to 1.</summary>
    public double Jitter { get; init; } = 0.5;

    /// <summary>A connection that held this long sets the pauses back to the first.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);
}
