using System.CommandLine;
using System.Text.Json;
using Server.Api;
using Server.Csms;
using Server.Metrics;
using Server.Replay;
using Server.Run;
using Server.Simulate;

namespace Server.Hosting;

/// <summary>The command line of the simulator. Options win over the environment, and that over appsettings.json.</summary>
internal static class CommandLine
{
    /// <summary>Exit code of a start that failed for a reason that its user can mend.</summary>
    public const int BadStart = 2;

    /// <summary>Runs <paramref name="serve"/> with the settings; gives the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Func<SimulatorSettings, Task> serve)
    {
        var urls = new Option<string?>("--urls")
        {
            Description = "Where API and page listen (default http://127.0.0.1:8080)",
            HelpName = "URL",
        };
        var dataDir = new Option<string?>("--data-dir")
        {
            Description = "Database, logs, certificates; created if missing (default ./simulator-data)",
            HelpName = "DIR",
        };
        var noDemo = new Option<bool?>("--no-demo") { Description = "No demo location on an empty database" };
        var noCsms = new Option<bool?>("--no-csms") { Description = "Do not host the embedded CSMS" };
        var root = new RootCommand("OCPP 1.6J charger simulator")
        {
            urls,
            dataDir,
            noDemo,
            noCsms,
            SimulateCommand.Create(),
            RunCommand.Create(),
            ReplayCommand.Create(),
        };
        root.SetAction(
            async (command, _) =>
            {
                var settings = Configured();
                await serve(
                    settings with
                    {
                        Urls = command.GetValue(urls) ?? settings.Urls,
                        DataDir = command.GetValue(dataDir) ?? settings.DataDir,
                        NoDemo = command.GetValue(noDemo) ?? settings.NoDemo,
                        NoCsms = command.GetValue(noCsms) ?? settings.NoCsms,
                    }
                );
                return 0;
            }
        );
        try
        {
            var command = root.Parse(args);
            if (command.Errors.Count > 0)
            {
                throw new StartFailureException($"{command.Errors[0].Message} See --help.");
            }

            return await command.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (StartFailureException failure)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, failure.Lines));
            return BadStart;
        }
    }

    private static SimulatorSettings Configured()
    {
        IConfiguration configuration;
        try
        {
            configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build();
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException)
        {
            var json = broken.InnerException as JsonException ?? broken.InnerException?.InnerException as JsonException;
            var what = json is null
                ? "it must be a JSON object, in which no setting is there twice"
                : JsonBody.Misspelt(json);
            throw new StartFailureException($"appsettings.json beside the program cannot be read: {what}.", broken);
        }

        var section = configuration.GetSection("Simulator");
        section.RefuseUnknown([.. typeof(SimulatorSettings).GetProperties().Select(property => property.Name)]);
        var defaults = new SimulatorSettings();
        return new SimulatorSettings
        {
            // The host's own variable counts as well, as in any ASP.NET Core program.
            Urls = section["Urls"] ?? configuration["ASPNETCORE_URLS"] ?? defaults.Urls,
            DataDir = section["DataDir"] ?? defaults.DataDir,
            NoDemo = section.Flag("NoDemo") ?? defaults.NoDemo,
            NoCsms = section.Flag("NoCsms") ?? defaults.NoCsms,
            MaxTransferMb = section.Integer("MaxTransferMb", 1, 10_000) ?? defaults.MaxTransferMb,
            Logs = Logs(section.GetSection("Logs"), defaults.Logs),
            Import = new()
            {
                MaxMegabytes = Megabytes(section.GetSection("Import"), 1024, defaults.Import.MaxMegabytes),
            },
            Backup = new()
            {
                MaxMegabytes = Megabytes(section.GetSection("Backup"), 100_000, defaults.Backup.MaxMegabytes),
            },
            Otlp = OtlpSection.Read(configuration),
            Csms = CsmsSection.Read(section.GetSection("Csms")),
        };
    }

    private static LogSettings Logs(IConfigurationSection section, LogSettings defaults)
    {
        section.RefuseUnknown([nameof(LogSettings.MemoryMb), nameof(LogSettings.DurableMb)]);
        return new()
        {
            MemoryMb = section.Integer(nameof(LogSettings.MemoryMb), 1, 16_384) ?? defaults.MemoryMb,
            DurableMb = section.Integer(nameof(LogSettings.DurableMb), 32, 1_000_000) ?? defaults.DurableMb,
        };
    }

    private static int Megabytes(IConfigurationSection section, int most, int otherwise)
    {
        const string setting = nameof(ImportSettings.MaxMegabytes);
        section.RefuseUnknown([setting]);
        return section.Integer(setting, 1, most) ?? otherwise;
    }
}
