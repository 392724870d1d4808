using static Simulation.Chaos.ChaosCatalogue;

namespace Simulation.Chaos;

/// <summary>The kinds of bad network.</summary>
internal static class NetworkChaosKinds
{
    public static IReadOnlyList<ChaosKindDescription> All() =>
        [
            Of(
                "disconnect",
                "Disconnect",
                "The connection to the CSMS is cut and stays down.",
                ChaosScope.Charger,
                _ => new Disconnect()
            ),
            Of(
                "half-open",
                "Half-open connection",
                "The socket stays up and nothing passes either way; attempts to connect get no answer. What the charger has not noticed is reset at the end.",
                ChaosScope.Charger,
                _ => new HalfOpen()
            ),
            Of(
                "latency",
                "Latency",
                "Frames take long, each way, and keep their order.",
                ChaosScope.Charger,
                from => new Latency { MeanMs = from.Numbers["meanMs"], JitterMs = from.Numbers["jitterMs"] },
                Number("meanMs", "Mean", "What a frame takes on average.", "ms", 0, Latency.MostMs, 500),
                Number("jitterMs", "Jitter", "How much more or less at most.", "ms", 0, Latency.MostMs, 100)
            ),
            Of(
                "drop",
                "Lost frames",
                "Frames are lost, both ways.",
                ChaosScope.Charger,
                from => new Drop { Probability = from.Numbers["probability"] },
                Probability("lost", 0.1)
            ),
            Of(
                "duplicate",
                "Doubled frames",
                "Frames arrive twice, both ways.",
                ChaosScope.Charger,
                from => new Duplicate { Probability = from.Numbers["probability"] },
                Probability("doubled", 0.2)
            ),
            Of(
                "corrupt",
                "Corrupted frames",
                "Frames arrive broken, both ways; a broken frame is never another valid one.",
                ChaosScope.Charger,
                from => new Corrupt { Probability = from.Numbers["probability"] },
                Probability("broken", 0.1)
            ),
            Of(
                "connect-refused",
                "Connections refused",
                "The connection is reset, and each attempt to connect is refused.",
                ChaosScope.Charger,
                _ => new ConnectRefused()
            ),
            Of(
                "connect-slow",
                "Slow connect",
                "The connection is reset, and making one takes longer; what takes too long fails.",
                ChaosScope.Charger,
                from => new ConnectSlow { DelayMs = from.Numbers["delayMs"] },
                Number("delayMs", "Delay", "What comes on top of each attempt.", "ms", 0, ConnectSlow.MostMs, 10_000)
            ),
            Of(
                "tls-failure",
                "TLS failure",
                "The connection is reset, and each TLS handshake fails. Needs a wss:// connection.",
                ChaosScope.Charger,
                _ => new TlsFailure()
            ),
        ];

    private static ChaosParameter Probability(string what, double @default) =>
        Number("probability", "Probability", $"That a frame is {what}.", null, 0, 1, @default);
}
