using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ChargePoints;
using Ocpp.V16;
using Simulation.Transport;

namespace Simulation.Metrics;

/// <summary>
/// How many chargers and EVSEs are in which state. All its instruments are read from one pass over the chargers: a collection asks them
/// one after the other, the first of them counts, and one that is asked again before it counts anew.
/// </summary>
internal sealed class FleetCensus
{
    private static readonly string[] States = ["running", "stopped", "failed"];
    private static readonly LinkState[] Links = Enum.GetValues<LinkState>();
    private static readonly RegistrationStatus[] Registrations = Enum.GetValues<RegistrationStatus>();
    private static readonly ChargePointStatus[] Statuses = Enum.GetValues<ChargePointStatus>();

    private readonly ConcurrentDictionary<string, SimulatedCharger> _chargers;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _read = [];
    private Counts _counts = new();

    public FleetCensus(Meter meter, ConcurrentDictionary<string, SimulatedCharger> chargers)
    {
        _chargers = chargers;
        ObserveMany(
            "ocppsim.chargers",
            "{charger}",
            "Chargers by state",
            "state",
            counts => States.Select((state, i) => (state, counts.ByState[i]))
        );
        ObserveMany(
            "ocppsim.connections",
            "{charger}",
            "Chargers by what their connection to the CSMS is doing",
            "state",
            counts => Links.Select(state => (Lower(state), counts.ByLink[(int)state]))
        );
        ObserveMany(
            "ocppsim.registrations",
            "{charger}",
            "Running chargers by the CSMS's last word on their registration",
            "status",
            counts =>
                Registrations
                    .Select(status => (OcppEnum.Name(status), counts.ByRegistration[(int)status]))
                    .Append(("none", counts.Unregistered))
        );
        ObserveMany(
            "ocppsim.evses",
            "{evse}",
            "EVSEs by the OCPP status of their connector, off where the charger does not run",
            "status",
            counts =>
                Statuses
                    .Select(status => (OcppEnum.Name(status), counts.ByStatus[(int)status]))
                    .Append(("off", counts.EvsesOff))
        );
        Observe("ocppsim.transactions", "{transaction}", "Transactions that run", counts => counts.Transactions);
        Observe("ocppsim.power", "W", "Active power that all EVSEs give", counts => counts.PowerW);
        Observe(
            "ocppsim.queue.messages",
            "{message}",
            "Transaction messages that chargers keep for the CSMS",
            counts => counts.Queued
        );
        Observe(
            "ocppsim.queue.chargers",
            "{charger}",
            "Chargers that keep transaction messages for the CSMS",
            counts => counts.Queueing
        );
        Observe("ocppsim.log.memory", "By", "Memory that the chargers' logs take", counts => counts.LogBytes);
        Observe(
            "ocppsim.chaos.chargers",
            "{charger}",
            "Chargers with an injected disturbance in force",
            counts => counts.Disturbed
        );

        void Observe<T>(string name, string unit, string description, Func<Counts, T> read)
            where T : struct => meter.CreateObservableUpDownCounter(name, () => read(Take(name)), unit, description);

        void ObserveMany(
            string name,
            string unit,
            string description,
            string tag,
            Func<Counts, IEnumerable<(string Value, int Count)>> read
        ) =>
            meter.CreateObservableUpDownCounter(
                name,
                () =>
                    read(Take(name))
                        .Select(it => new Measurement<int>(it.Count, KeyValuePair.Create(tag, (object?)it.Value))),
                unit,
                description
            );
    }

    private static string Lower(LinkState state) => state.ToString().ToLowerInvariant();

    private Counts Take(string instrument)
    {
        lock (_gate)
        {
            if (_read.Count == 0 || !_read.Add(instrument))
            {
                _counts = Count();
                _read.Clear();
                _read.Add(instrument);
            }
            return _counts;
        }
    }

    private Counts Count()
    {
        var counts = new Counts();
        foreach (var (_, charger) in _chargers)
        {
            counts.Add(charger);
        }
        return counts;
    }

    private sealed class Counts
    {
        public int[] ByState { get; } = new int[States.Length];

        public int[] ByLink { get; } = new int[Links.Length];

        public int[] ByRegistration { get; } = new int[Registrations.Length];

        public int[] ByStatus { get; } = new int[Statuses.Length];

        public int Unregistered { get; private set; }

        public int EvsesOff { get; private set; }

        public int Transactions { get; private set; }

        public double PowerW { get; private set; }

        public int Queued { get; private set; }

        public int Queueing { get; private set; }

        public int Disturbed { get; private set; }

        public long LogBytes { get; private set; }

        public void Add(SimulatedCharger charger)
        {
            var snapshot = charger.Snapshot;
            ByState[
                charger.Failure is not null ? 2
                : charger.Running ? 0
                : 1
            ]++;
            ByLink[(int)charger.Link.State]++;
            Queued += snapshot.QueuedMessages;
            Queueing += snapshot.QueuedMessages > 0 ? 1 : 0;
            Disturbed += charger.Chaos.Count > 0 ? 1 : 0;
            LogBytes += charger.Log.AllocatedBytes;
            if (snapshot.Running && snapshot.Registration is { } registration)
            {
                ByRegistration[(int)registration]++;
            }
            else if (snapshot.Running)
            {
                Unregistered++;
            }
            for (var i = 0; i < snapshot.Evses.Count; i++)
            {
                Add(snapshot.Evses[i], snapshot.Running);
            }
        }

        private void Add(EvseSnapshot evse, bool running)
        {
            Transactions += evse.Transaction is null ? 0 : 1;
            PowerW += evse.PowerW;
            if (running)
            {
                ByStatus[(int)evse.Status]++;
            }
            else
            {
                EvsesOff++;
            }
        }
    }
}
