using System.Text.Json;
using ChargePoints;
using Csms;
using Ocpp;
using Server.Chargers;
using Server.Scenarios;
using Server.Storage;
using Server.Vehicles;
using Simulation;
using Simulation.Scenarios;
using Simulation.Transfers;
using Simulation.Transport;

namespace Server.Simulate;

/// <summary>A run in virtual time: the fleet of the server and its embedded CSMS, with nothing but memory between them.</summary>
internal static class VirtualSimulation
{
    private const string CsmsUrl = "ws://csms.virtual/ocpp";
    private const string Firmware = "http://csms.virtual/csms/files/scenario-firmware-2.0.0.bin";
    private const int FirmwareBytes = 256 * 1024;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Transfer = TimeSpan.FromSeconds(20);

    // What the chargers still have to tell when the run is over, such as what the end of a disturbance lets through.
    private static readonly TimeSpan Delivery = TimeSpan.FromMinutes(10);

    /// <summary>Runs it to its end; null when it was interrupted.</summary>
    public static SimulationOutcome? Run(SimulationOrder order, SimulationFiles files, Func<bool> interrupted)
    {
        var time = new VirtualTimeLoop(order.Start);
        var csms = new InMemoryCentral(time, files);
        var transfers = new InMemoryTransfers(time, Transfer);
        transfers.Put(Firmware, new byte[FirmwareBytes]);
        var fleet = new Fleet(
            new FleetOptions
            {
                VirtualTime = time,
                Links = new InMemoryNetwork(time, csms, Latency),
                Transfers = transfers,
                Seed = order.Seed,
                // Nobody reads them here; the wire and the timeline are files.
                LogMemoryMb = 1,
                HistoryMemoryMb = 1,
            },
            new NullStore()
        );
        foreach (var row in order.Chargers)
        {
            fleet.Add(Definition(row, order), null);
        }

        using var run = new ScenarioRun(Order(order), new OwnFleet(fleet, csms.Call, Firmware));
        run.Timeline.Added = files.Add;
        time.Attach(run);
        time.RunUntil(() => !run.Running || interrupted(), TimeSpan.MaxValue);
        if (!interrupted())
        {
            var end = time.Now + Delivery;
            time.RunUntil(() => time.Now >= end || Delivered(fleet) || interrupted(), Delivery);
        }

        return interrupted() ? null : Outcome(order, run, csms);
    }

    private static bool Delivered(Fleet fleet) => fleet.Chargers.All(charger => charger.Snapshot.QueuedMessages == 0);

    private static ChargerDefinition Definition(ChargerRow row, SimulationOrder order)
    {
        var definition = Definitions.Of(row with { CsmsUrl = null }, CsmsUrl);
        var configuration = new Dictionary<string, string>(definition.ChargePoint.Configuration)
        {
            [ConfigurationKeys.MeterValueSampleInterval.Name] = $"{order.SampleIntervalSeconds}",
        };
        return definition with
        {
            ChargePoint = definition.ChargePoint with { Seed = order.Seed, Configuration = configuration },
        };
    }

    private static ScenarioOrder Order(SimulationOrder order) =>
        new()
        {
            Scenario = order.Source.Make(),
            Values = order.Values,
            Seed = order.Seed,
            Duration = order.Duration,
            StartAt = order.Start,
            Chargers =
            [
                .. order.Chargers.Select(row => new ScenarioCharger(
                    row.Id,
                    Definitions.ChargePoint(row, Definitions.ReadConfiguration(row)).Evses
                )),
            ],
            Vehicles = [.. order.Vehicles.Select(row => new ScenarioVehicle(VehiclesApi.Settings(row), row.IdTag))],
        };

    private static SimulationOutcome Outcome(SimulationOrder order, ScenarioRun run, InMemoryCentral csms)
    {
        var sessions = csms.Sessions;
        return new()
        {
            Scenario = order.Source.Description.Name,
            Seed = (long)order.Seed,
            Parameters = order.Values.All,
            Start = order.Start.ToUtc(),
            DurationSeconds = order.Duration.TotalSeconds,
            Chargers = order.Chargers.Count,
            SampleIntervalSeconds = order.SampleIntervalSeconds,
            End = run.End!.Value,
            EndDetail = run.EndDetail,
            Hash = run.Hash,
            OutcomeHash = run.Timeline.Hash,
            PlannedActs = run.PlannedActs,
            RefusedActs = run.RefusedActs,
            ExpectationsMet = run.Expectations.Met,
            ExpectationsFailed = run.Expectations.Failed,
            TimelineEntries = run.Timeline.Total,
            Messages = csms.Messages,
            Sessions = csms.WriteSessions(),
            EnergyWh = sessions.Sum(session => session.EnergyWh ?? 0),
        };
    }
}
