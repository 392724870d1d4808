using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Ocpp;
using Server.Hosting;
using Server.Scenarios;
using Simulation.Scenarios;

namespace Server.Simulate;

/// <summary>The sub-command <c>simulate</c>: a scenario in virtual time, against the embedded CSMS in memory.</summary>
internal static class SimulateCommand
{
    private const int MostChargers = 100_000;

    /// <summary>Exit code of a run that failed, or an expectation of it.</summary>
    private const int Failed = 1;

    /// <summary>Exit code of a run that was interrupted, as of a process that SIGINT ended.</summary>
    private const int Interrupted = 130;

    public static Command Create()
    {
        var scenario = new Option<string>("--scenario")
        {
            Description = "Which scenario: a name, or a file that ends in .yaml",
            HelpName = "NAME|FILE",
            Required = true,
        };
        var chargers = new Option<int?>("--chargers")
        {
            Description = "How many chargers (default 10)",
            HelpName = "N",
        };
        var model = new Option<string?>("--model")
        {
            Description = "Of which model: an id of data/models (default: one AC EVSE of 22 kW)",
            HelpName = "ID",
        };
        var fleet = new Option<string?>("--fleet")
        {
            Description = "The chargers, a JSON file as for import; instead of --chargers and --model",
            HelpName = "FILE",
        };
        var vehicles = new Option<string?>("--vehicles")
        {
            Description = "The vehicles of the location, a JSON file as for import",
            HelpName = "FILE",
        };
        var duration = new Option<string?>("--duration")
        {
            Description = "How long, as 90s, 15m, 24h or 7d (default: the scenario's own)",
            HelpName = "TIME",
        };
        var seed = new Option<long?>("--seed") { Description = "The seed (default 1)", HelpName = "N" };
        var parameters = new Option<string[]>("--parameter")
        {
            Description = "A parameter of the scenario; may be given several times",
            HelpName = "NAME=VALUE",
        };
        var sampleInterval = new Option<int?>("--sample-interval")
        {
            Description = "MeterValueSampleInterval of all chargers in seconds (default 60; 0 for none)",
            HelpName = "S",
        };
        var start = new Option<string?>("--start")
        {
            Description = "When it begins (default 2026-01-05T00:00:00Z)",
            HelpName = "INSTANT",
        };
        var output = new Option<string>("--out")
        {
            Description = "Directory for timeline.jsonl, wire.jsonl, sessions.csv and summary.json",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("simulate", "Run a scenario in virtual time, the same every time")
        {
            scenario,
            chargers,
            model,
            fleet,
            vehicles,
            duration,
            seed,
            parameters,
            sampleInterval,
            start,
            output,
        };
        command.SetAction(given =>
        {
            var source = ScenarioOptions.Source(given.GetRequiredValue(scenario), "--scenario").Source;
            var order = new SimulationOrder
            {
                Source = source,
                Values = ScenarioOptions.Values(source, given.GetValue(parameters) ?? []),
                Seed = (ulong)ScenarioOptions.Between(given.GetValue(seed) ?? 1, "--seed", 0, ScenarioRuns.MaxSeed)!,
                Duration = given.GetValue(duration) is { } text
                    ? ScenarioOptions.Duration(text)
                    : source.Description.Duration,
                Start = Start(given.GetValue(start) ?? "2026-01-05T00:00:00Z"),
                SampleIntervalSeconds = (int)
                    ScenarioOptions.Between(given.GetValue(sampleInterval) ?? 60, "--sample-interval", 0, 86_400)!,
                Chargers = FleetFiles.Chargers(
                    given.GetValue(fleet),
                    given.GetValue(model),
                    (int?)ScenarioOptions.Between(given.GetValue(chargers), "--chargers", 1, MostChargers)
                ),
                Vehicles = FleetFiles.Vehicles(given.GetValue(vehicles)),
            };
            return Run(order, given.GetRequiredValue(output));
        });
        return command;
    }

    private static int Run(SimulationOrder order, string directory)
    {
        var interrupted = false;
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        using var files = SimulationFiles.Create(directory);
        try
        {
            var outcome = VirtualSimulation.Run(order, files, () => Volatile.Read(ref interrupted));
            if (outcome is null)
            {
                Console.Error.WriteLine("Interrupted: nothing was written.");
                return Interrupted;
            }

            Console.Out.WriteLine(files.Complete(outcome));
            return outcome.End == RunEnd.Failed || outcome.ExpectationsFailed > 0 ? Failed : 0;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"'{directory}' cannot be written: {full.Message}", full);
        }

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            Volatile.Write(ref interrupted, true);
        }
    }

    private static Instant Start(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var start
        ) && start.Year is >= 2000 and < 2100
            ? Instant.FromUtc(start)
            : throw new StartFailureException($"--start must be an instant like 2026-01-05T00:00:00Z, not '{text}'.");
}
