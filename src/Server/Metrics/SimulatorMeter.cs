using System.Diagnostics.Metrics;
using Csms;
using Ocpp.V16;
using Server.Csms.Storage;
using Server.Health;
using Server.Live;
using Server.Storage;
using Simulation.Metrics;

namespace Server.Metrics;

/// <summary>
/// The meter that all figures of the simulator belong to; docs/metrics.md has them. The fleet's own are made by the fleet, the others here.
/// </summary>
internal sealed class SimulatorMeter : IDisposable
{
    public const string Name = "OcppSimulator";

    /// <summary>Where the runtime measures itself.</summary>
    public const string Runtime = "System.Runtime";

    public SimulatorMeter() => Meter = new Meter(Name, HealthApi.Version);

    public Meter Meter { get; }

    /// <summary>Makes the instruments of what is in the host besides the fleet.</summary>
    public void Observe(IServiceProvider services)
    {
        ProcessMeter.Observe(Meter);
        Meter.CreateObservableGauge(
            "ocppsim.build.info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", HealthApi.Version)),
            unit: null,
            "Always 1; the label is the simulator's version"
        );
        ObserveHub(services.GetRequiredService<LivePublisher>());
        ObserveStores(services.GetRequiredService<SqliteChargerStore>(), services.GetService<CsmsStore>());
        if (services.GetService<CentralSystem>() is { } central)
        {
            ObserveCsms(central);
        }
    }

    public void Dispose() => Meter.Dispose();

    private void ObserveHub(LivePublisher hub)
    {
        Meter.CreateObservableUpDownCounter(
            "ocppsim.hub.clients",
            () => hub.Clients,
            "{client}",
            "Pages and scripts that listen to the hub"
        );
        Meter.CreateObservableCounter(
            "ocppsim.hub.skips",
            () => hub.LeftOut,
            "{update}",
            "Updates that a client of the hub was left out of because its last one was still on its way"
        );
    }

    private void ObserveStores(SqliteChargerStore chargers, CsmsStore? csms)
    {
        Observe(
            "ocppsim.store.pending",
            "{change}",
            "Changes that wait to be written to a database",
            () => chargers.Pending,
            store => store.Pending
        );
        Observe(
            "ocppsim.store.trouble",
            null,
            "1 while a database cannot be written, else 0",
            () => chargers.Trouble is null ? 0 : 1,
            store => store.Trouble is null ? 0 : 1
        );

        void Observe(
            string name,
            string? unit,
            string description,
            Func<int> ofChargers,
            Func<CsmsStore, int> ofCsms
        ) => Meter.CreateObservableUpDownCounter(name, () => Read(ofChargers, ofCsms), unit, description);

        IEnumerable<Measurement<int>> Read(Func<int> ofChargers, Func<CsmsStore, int> ofCsms)
        {
            yield return new(ofChargers(), new KeyValuePair<string, object?>("store", "chargers"));
            if (csms is not null)
            {
                yield return new(ofCsms(csms), new KeyValuePair<string, object?>("store", "csms"));
            }
        }
    }

    private void ObserveCsms(CentralSystem central)
    {
        Meter.CreateObservableCounter(
            "ocppsim.csms.messages",
            () => MessageMeasurements.Of(Direction.FromCentralSystem, central.Messages.Of),
            "{message}",
            "OCPP messages that went over the wire, as the embedded CSMS sees them"
        );
        Meter.CreateObservableUpDownCounter(
            "ocppsim.csms.charge_points",
            () =>
            {
                var (known, connected, _) = central.Census();
                return new Measurement<int>[]
                {
                    new(connected, new KeyValuePair<string, object?>("state", "connected")),
                    new(known - connected, new KeyValuePair<string, object?>("state", "offline")),
                };
            },
            "{charge_point}",
            "Charge points that the embedded CSMS knows"
        );
        Meter.CreateObservableUpDownCounter(
            "ocppsim.csms.open_sessions",
            () => central.Census().OpenSessions,
            "{session}",
            "Sessions that run, as the embedded CSMS has them"
        );
    }
}
