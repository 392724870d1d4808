using ChargePoints;
using Ocpp;
using Simulation.Transfers;
using Simulation.Transport;
using Simulation.Truth;

namespace Simulation.Tests.Fleet;

/// <summary>A fleet in virtual time with the embedded CSMS on an in-memory network.</summary>
internal sealed class VirtualFleet : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public VirtualFleet(
        IChargerStore? store = null,
        BackoffSettings? backoff = null,
        ulong seed = 1,
        int connectConcurrency = 128,
        ITransactionWitness? witness = null,
        System.Diagnostics.Metrics.Meter? meter = null,
        int logMemoryMb = 96
    )
    {
        Transfers = new InMemoryTransfers(Time, TimeSpan.FromSeconds(5));
        Network = new InMemoryNetwork(Time, Csms, TimeSpan.FromMilliseconds(1));
        Fleet = new Simulation.Fleet(
            new FleetOptions
            {
                VirtualTime = Time,
                Links = Network,
                Transfers = Transfers,
                Loops = 1,
                Seed = seed,
                Backoff = backoff ?? new BackoffSettings(),
                ConnectConcurrency = connectConcurrency,
                Witness = witness,
                Meter = meter,
                LogMemoryMb = logMemoryMb,
            },
            store ?? new NullStore()
        );
    }

    public VirtualTimeLoop Time { get; } = new(Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    public VirtualCsms Csms { get; } = new();

    public InMemoryNetwork Network { get; }

    public InMemoryTransfers Transfers { get; }

    public Simulation.Fleet Fleet { get; }

    public static ChargerDefinition Definition(
        string id,
        IReadOnlyDictionary<string, string>? configuration = null,
        ulong seed = 1,
        LinkSettings? link = null
    ) =>
        new()
        {
            ChargePoint = new ChargePointSettings
            {
                Id = id,
                Seed = seed,
                Evses = [new EvseSettings { Id = 1 }, new EvseSettings { Id = 2 }],
                Configuration = configuration ?? new Dictionary<string, string>(),
            },
            Link = link ?? new LinkSettings { CsmsUrl = new Uri("ws://csms.example/ocpp") },
        };

    /// <summary>A charger that is switched on and registered.</summary>
    public SimulatedCharger Booted(string id = "CP1", IReadOnlyDictionary<string, string>? configuration = null)
    {
        var charger = Fleet.Add(Definition(id, configuration), null);
        charger.Start();
        Until(() => charger.Snapshot.Registration is not null);
        charger.Link.State.ShouldBe(LinkState.Connected);
        return charger;
    }

    public void Until(Func<bool> condition) => Time.RunUntil(condition, Limit).ShouldBeTrue();

    public StepOutcome Post(SimulatedCharger charger, ChargePointInput input) =>
        Time.Await(charger.PostAsync(input), Limit);

    public void Dispose()
    {
        var disposed = Fleet.DisposeAsync().AsTask();
        Time.RunUntil(() => disposed.IsCompleted, Limit);
    }
}
