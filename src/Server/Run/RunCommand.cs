using System.CommandLine;
using System.Security.Cryptography;
using Server.Api;
using Server.Hosting;
using Server.Scenarios;
using Server.Simulate;

namespace Server.Run;

/// <summary>The sub-command <c>run</c>: a scenario in real time against any CSMS, for pipelines.</summary>
internal static class RunCommand
{
    /// <summary>Exit code of a run in which an expectation failed, or a transaction was lost.</summary>
    public const int Failed = 1;

    /// <summary>Exit code of a run that could not be held: the scenario failed, or no charger has reached the CSMS.</summary>
    public const int NotRun = 3;

    /// <summary>Exit code of a run that was interrupted, as of a process that SIGINT ended.</summary>
    public const int Interrupted = 130;

    private const string PasswordVariable = "OCPPSIM_PASSWORD";
    private const int MostChargers = 20_000;

    public static Command Create()
    {
        var scenario = new Argument<string>("scenario")
        {
            Description = "A file that ends in .yaml, or a built-in scenario",
        };
        var csms = new Option<string>("--csms")
        {
            Description = "The CSMS, as ws://host:port/path; each charger appends its id",
            HelpName = "URL",
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
        var ids = new Option<string?>("--ids")
        {
            Description = "Their ids: the number in braces counts up (default SIM{01})",
            HelpName = "PATTERN",
        };
        var fleet = new Option<string?>("--fleet")
        {
            Description = "The chargers, a JSON file as for import; instead of --chargers, --model and --ids",
            HelpName = "FILE",
        };
        var password = new Option<string?>("--password")
        {
            Description =
                $"AuthorizationKey of all chargers, 32 to 40 hexadecimal digits: security profile 1, with wss:// 2 (default: the environment's {PasswordVariable})",
            HelpName = "KEY",
        };
        var vehicles = new Option<string?>("--vehicles")
        {
            Description = "The vehicles of the location, a JSON file as for import",
            HelpName = "FILE",
        };
        var duration = new Option<string?>("--duration")
        {
            Description = "How long, as 90s, 15m or 2h (default: the scenario's own)",
            HelpName = "TIME",
        };
        var seed = new Option<long?>("--seed")
        {
            Description = "The seed (default: a fresh one, which is told)",
            HelpName = "N",
        };
        var parameters = new Option<string[]>("--parameter")
        {
            Description = "A parameter of the scenario; may be given several times",
            HelpName = "NAME=VALUE",
        };
        var report = new Option<string?>("--report")
        {
            Description = "Directory for timeline.jsonl, wire.jsonl, sessions.csv, truth.json and summary.json",
            HelpName = "DIR",
        };
        var junit = new Option<string?>("--junit")
        {
            Description = "Report of the expectations as JUnit has it",
            HelpName = "FILE",
        };
        var command = new Command("run", "Run a scenario against a CSMS, and say whether what was expected came")
        {
            scenario,
            csms,
            chargers,
            model,
            ids,
            fleet,
            password,
            vehicles,
            duration,
            seed,
            parameters,
            report,
            junit,
        };
        command.SetAction(
            async (given, _) =>
            {
                var file = ScenarioOptions.Source(given.GetRequiredValue(scenario), "scenario");
                var url = Csms(given.GetRequiredValue(csms));
                var order = new RunOrder
                {
                    File = file,
                    Values = ScenarioOptions.Values(file.Source, given.GetValue(parameters) ?? []),
                    Seed = (ulong)(
                        ScenarioOptions.Between(given.GetValue(seed), "--seed", 0, ScenarioRuns.MaxSeed)
                        ?? RandomNumberGenerator.GetInt32(int.MaxValue)
                    ),
                    Duration = given.GetValue(duration) is { } text
                        ? ScenarioOptions.Duration(text)
                        : file.Source.Description.Duration,
                    CsmsUrl = url,
                    Chargers = FleetFiles.WithPassword(
                        FleetFiles.Chargers(
                            given.GetValue(fleet),
                            given.GetValue(model),
                            (int?)ScenarioOptions.Between(given.GetValue(chargers), "--chargers", 1, MostChargers),
                            given.GetValue(ids)
                        ),
                        given.GetValue(password) ?? Environment.GetEnvironmentVariable(PasswordVariable),
                        url
                    ),
                    Vehicles = FleetFiles.Vehicles(given.GetValue(vehicles)),
                };
                return await RealRun.RunAsync(order, given.GetValue(report), given.GetValue(junit));
            }
        );
        return command;
    }

    private static string Csms(string url) =>
        Names.CsmsUrlProblem(url) is { } problem ? throw new StartFailureException($"--csms: '{url}' {problem}.") : url;
}
