using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using ChargePoints;
using Server.Api;
using Server.Hosting;
using Server.Run;
using Simulation;
using Simulation.Replay;
using Simulation.Transport;

namespace Server.Replay;

/// <summary>The sub-command <c>replay</c>: a recorded charger against any CSMS, and what the CSMS answers otherwise than then.</summary>
internal static class ReplayCommand
{
    private const string PasswordVariable = "OCPPSIM_PASSWORD";
    private const double Slowest = 0.01;
    private const double Fastest = 1000;
    private const long MostBytes = 1L << 30;

    public static Command Create()
    {
        var log = new Argument<string>("log")
        {
            Description = "A file of GET /logs/export, or any log with a time, a direction and a frame in each line",
        };
        var csms = new Option<string>("--csms")
        {
            Description = "The CSMS, as ws://host:port/path; the charger's id is appended",
            HelpName = "URL",
            Required = true,
        };
        var id = new Option<string?>("--id")
        {
            Description = "Whose messages, when the log has several chargers",
            HelpName = "ID",
        };
        var identity = new Option<string?>("--as")
        {
            Description = "The id to connect with (default: that of the log)",
            HelpName = "ID",
        };
        var password = new Option<string?>("--password")
        {
            Description =
                $"AuthorizationKey, 32 to 40 hexadecimal digits: security profile 1, with wss:// 2 (default: the environment's {PasswordVariable})",
            HelpName = "KEY",
        };
        var speed = new Option<double?>("--speed")
        {
            Description = "How many times as fast as recorded (default 1)",
            HelpName = "N",
        };
        var shift = new Option<bool?>("--shift-time")
        {
            Description = "Times in messages are moved to now (default true)",
        };
        var report = new Option<string?>("--report") { Description = "Directory for replay.json", HelpName = "DIR" };
        var command = new Command("replay", "Replay a log as a charger, and compare the answers of the CSMS")
        {
            log,
            csms,
            id,
            identity,
            password,
            speed,
            shift,
            report,
        };
        command.SetAction(
            async (given, _) =>
            {
                var file = given.GetRequiredValue(log);
                var url = given.GetRequiredValue(csms);
                if (Names.CsmsUrlProblem(url) is { } bad)
                {
                    throw new StartFailureException($"--csms: '{url}' {bad}.");
                }
                var options = new ReplayOptions
                {
                    Speed = Speed(given.GetValue(speed) ?? 1),
                    ShiftsTime = given.GetValue(shift) ?? true,
                };
                var security = Security(
                    given.GetValue(password) ?? Environment.GetEnvironmentVariable(PasswordVariable),
                    url
                );
                var recording = Read(file, given.GetValue(id));
                var plan = ReplayPlan.Of(recording);
                if (plan.Calls.Count == 0)
                {
                    throw new StartFailureException($"{file}: it has no call of the charger.");
                }
                var name = Identity(given.GetValue(identity) ?? recording.ChargerId);
                var settings = new LinkSettings { CsmsUrl = new Uri(url) };
                var output = ReplayReport.Create(given.GetValue(report));
                return await RunAsync(new(name, settings, security), plan, options, output);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        LinkRequest request,
        ReplayPlan plan,
        ReplayOptions options,
        ReplayReport report
    )
    {
        using var stop = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Identity}: {plan.Calls.Count} calls in {plan.Length.TotalSeconds / options.Speed:0.0} s"
            )
        );
        var end = await ReplayClient.RunAsync(request, plan, options, stop.Token);
        report.Complete(request.Identity, end);
        return end switch
        {
            { Interrupted: true } => RunCommand.Interrupted,
            { Result: null } => RunCommand.NotRun,
            { Result.IsSame: false } => RunCommand.Failed,
            _ => 0,
        };

        // Orderly: what it has shown so far is reported.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static double Speed(double speed) =>
        speed >= Slowest && speed <= Fastest
            ? speed
            : throw new StartFailureException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--speed must be from {Slowest} to {Fastest}, not {speed}."
                )
            );

    private static LinkSecurity Security(string? password, string url)
    {
        if (string.IsNullOrEmpty(password))
        {
            return new() { Profile = 0, Clock = TimeProvider.System.GetUtcNow() };
        }
        if (password.Length is < 32 or > 40 || password.Length % 2 != 0 || !password.All(char.IsAsciiHexDigit))
        {
            throw new StartFailureException(
                "--password must have 32 to 40 hexadecimal digits, an even number of them."
            );
        }
        return new()
        {
            Profile = url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase) ? 2 : 1,
            Password = password,
            Clock = TimeProvider.System.GetUtcNow(),
        };
    }

    private static string Identity(string? id) =>
        id is null ? throw new StartFailureException("The log does not say whose it is: name the charger with --as.")
        : Names.IdProblem(id) is { } problem ? throw new StartFailureException($"--as: '{id}' {problem}.")
        : id;

    private static Recording Read(string file, string? id)
    {
        try
        {
            if (new FileInfo(file).Length > MostBytes)
            {
                throw new StartFailureException($"'{file}' is larger than {MostBytes >> 20} MB; replay a part of it.");
            }
            using var text = File.OpenText(file);
            return RecordingReader.Read(text, id, out var problems)
                ?? throw new StartFailureException([
                    .. problems.Select(it => it.Line > 0 ? $"{file}:{it.Line}: {it.Message}" : $"{file}: {it.Message}"),
                ]);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException($"'{file}' cannot be read: {bad.Message}", bad);
        }
    }
}
