using System.Globalization;
using System.Runtime.InteropServices;
using Ocpp;
using Server.Chargers;
using Server.Storage;
using Server.Truth;
using Server.Vehicles;
using Simulation;
using Simulation.Logs;
using Simulation.Scenarios;
using Simulation.Scenarios.Written;
using Simulation.Transfers;
using Simulation.Truth;

namespace Server.Run;

/// <summary>What is to be run.</summary>
internal sealed record RunOrder
{
    public required ScenarioFile File { get; init; }

    public required ScenarioValues Values { get; init; }

    public required ulong Seed { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string CsmsUrl { get; init; }

    public required IReadOnlyList<ChargerRow> Chargers { get; init; }

    public required IReadOnlyList<VehicleRow> Vehicles { get; init; }
}

/// <summary>A run in real time against a CSMS: the fleet of the server, without its database and its page.</summary>
internal sealed class RealRun : IAsyncDisposable
{
    // Long enough for a CSMS that is slow to start; a pipeline does not wait for the whole run to learn that none is there.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);

    private readonly RunOrder _order;
    private readonly RunReport _report;
    private readonly TransactionRecord _transactions = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FileTransfers _transfers = new();
    private readonly Fleet _fleet;
    private readonly ScenarioLoop _loop;
    private readonly ScenarioRun _run;
    private bool _interrupted;

    private RealRun(RunOrder order, RunReport report)
    {
        (_order, _report) = (order, report);
        _fleet = new Fleet(
            new FleetOptions
            {
                Transfers = _transfers,
                Seed = order.Seed,
                Witness = _transactions,
            },
            new NullStore()
        );
        _loop = new ScenarioLoop(() => _fleet.Now);
        var tap = new FrameTap(report.Add);
        foreach (var row in order.Chargers)
        {
            var definition = Definitions.Of(row with { CsmsUrl = null }, order.CsmsUrl);
            tap.Follow(
                _fleet.Add(definition with { ChargePoint = definition.ChargePoint with { Seed = order.Seed } }, null)
            );
        }
        _run = new ScenarioRun(Scenario(), new OwnFleet(_fleet));
        _run.Timeline.Added = Added;
    }

    /// <summary>Runs it to its end, reports, and gives the exit code.</summary>
    public static async Task<int> RunAsync(RunOrder order, string? directory, string? junit)
    {
        using var report = RunReport.Create(directory, junit);
        await using var run = new RealRun(order, report);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, run.Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, run.Interrupt);
        return await run.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        await _fleet.DisposeAsync();
        _run.Dispose();
        _transfers.Dispose();
    }

    private async Task<int> RunAsync()
    {
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_order.File.Source.Description.Name}: {_order.Chargers.Count} chargers at {_order.CsmsUrl} for {_order.Duration.TotalSeconds} s, seed {_order.Seed}"
            )
        );
        _loop.Attach(_run);
        try
        {
            await Task.WhenAny(_connected.Task, _run.Ended).WaitAsync(ConnectLimit);
        }
        catch (TimeoutException)
        {
            _run.Stop();
        }
        await _run.Ended;
        // What is still to be told is told, or stays queued and is reported so.
        await _fleet.StopAsync(SimulatedCharger.StopLimit);
        var outcome = Outcome();
        await _report.CompleteAsync(outcome, _transactions.Transactions, Truth());
        Console.Out.WriteLine(outcome.Summary);
        return outcome.ExitCode;
    }

    // Whatever CSMS it is: its own records are not known.
    private RunTruth Truth()
    {
        var report = TruthReport.Of(
            _transactions.Transactions,
            (id, evse) => _fleet.TryGet(id, out var it) ? it.Snapshot.Evses[evse - 1].EnergyMilliWh : null,
            csms: null
        );
        return new RunTruth
        {
            Run = new TruthRun
            {
                Running = false,
                Scenario = _order.File.Source.Description.Name,
                Seed = (long)_order.Seed,
                Hash = _run.Hash,
                StartedAt = _run.StartedAt.ToUtc(),
                EndedAt = _run.EndedAt?.ToUtc(),
                Compared = false,
            },
            Totals = TruthSums.Of(report.Totals),
            Violations = report.Violations,
            Sessions = report.Sessions.Select(SessionTruth.Of),
        };
    }

    private RunOutcome Outcome()
    {
        var verdict = TransactionInvariants.Check(_transactions.Transactions, _transactions.Registers, csms: null);
        return new RunOutcome
        {
            Scenario = _order.File.Source.Description.Name,
            Seed = (long)_order.Seed,
            Parameters = _order.Values.All,
            CsmsUrl = _order.CsmsUrl,
            Chargers = _order.Chargers.Count,
            StartedAt = _run.StartedAt.ToUtc(),
            DurationSeconds = Math.Round(_run.ElapsedAt(_fleet.Now).TotalSeconds, 3),
            Connected = _connected.Task.IsCompleted,
            Interrupted = _interrupted,
            End = _run.End!.Value,
            EndDetail = _run.EndDetail,
            Hash = _run.Hash,
            PlannedActs = _run.PlannedActs,
            RefusedActs = _run.RefusedActs,
            Messages = _report.Messages,
            Sessions = _transactions.Transactions.Count,
            DeliveredWh = verdict.DeliveredMilliWh / 1000.0,
            GivenUp = verdict.GivenUp.Count,
            Queued = verdict.Queued.Count,
            Violations = verdict.Violations,
            ExpectationsMet = _run.Expectations.Met,
            ExpectationsFailed = _run.Expectations.Failed,
            Expectations = _run.Expectations.First,
            NeverReached =
            [
                .. _order.File.Expectations.Where(it =>
                    !_run.Expectations.First.Any(outcome => outcome.Line == it.Line && outcome.Name == it.Name)
                ),
            ],
        };
    }

    private ScenarioOrder Scenario() =>
        new()
        {
            Scenario = _order.File.Source.Make(),
            Values = _order.Values,
            Seed = _order.Seed,
            Duration = _order.Duration,
            StartAt = _fleet.Now,
            Chargers = [.. _fleet.Chargers.Select(it => new ScenarioCharger(it.Id, it.Definition.ChargePoint.Evses))],
            Vehicles = [.. _order.Vehicles.Select(row => new ScenarioVehicle(VehiclesApi.Settings(row), row.IdTag))],
        };

    // On the task of the loop, one after the other.
    private void Added(TimelineEntry entry)
    {
        _report.Add(entry);
        if (entry.Kind == ScenarioEventKind.Connected)
        {
            _connected.TrySetResult();
        }
        else if (entry.Kind is ScenarioEventKind.ExpectationFailed or ScenarioEventKind.Failed)
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"FAILED {entry.Offset.TotalSeconds:0.0} s {entry.ChargerId} {entry.Detail}"
                )
            );
        }
    }

    // Orderly: the run is cleared away and reported.
    private void Interrupt(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _interrupted = true;
        _run.Stop();
    }
}
