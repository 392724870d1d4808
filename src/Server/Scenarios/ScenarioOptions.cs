using System.Globalization;
using Server.Hosting;
using Simulation.Scenarios;
using Simulation.Scenarios.Written;

namespace Server.Scenarios;

/// <summary>What the command lines of scenarios have in common.</summary>
internal static class ScenarioOptions
{
    /// <summary>A built-in scenario by its name, or a user's by its file.</summary>
    /// <exception cref="StartFailureException">There is none, or the file is wrong: a line for each problem.</exception>
    public static ScenarioFile Source(string nameOrFile, string option)
    {
        var catalogue = ScenarioCatalogue.BuiltIn;
        if (catalogue.FirstOrDefault(it => it.Description.Name == nameOrFile) is { } builtIn)
        {
            return new ScenarioFile(builtIn, []);
        }

        if (!nameOrFile.Contains('.', StringComparison.Ordinal) && !File.Exists(nameOrFile))
        {
            throw new StartFailureException(
                $"{option}: there is no '{nameOrFile}'; there are {string.Join(", ", catalogue.Select(it => it.Description.Name))}, and files that end in .yaml."
            );
        }

        return ScenarioFile.Read(Read(nameOrFile, option), out var problems)
            ?? throw new StartFailureException([
                .. problems.Select(it =>
                    $"{nameOrFile}:{it.Line}:{it.Column}: {(it.Field.Length > 0 ? it.Field + " " : "")}{it.Message}"
                ),
            ]);
    }

    /// <summary>Values given as NAME=VALUE.</summary>
    public static ScenarioValues Values(ScenarioSource source, string[] given)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !texts.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new StartFailureException($"--parameter must be NAME=VALUE, each name once, not '{pair}'.");
            }
        }

        var errors = new List<ParameterError>();
        var values = ScenarioValues.Parse(source.Description.Parameters, texts, errors);
        return errors.Count == 0
            ? values
            : throw new StartFailureException(
                string.Join("; ", errors.Select(error => $"--parameter {error.Parameter} {error.Message}")) + "."
            );
    }

    /// <summary>A time such as 90s, 15m, 24h or 7d.</summary>
    public static TimeSpan Duration(string text)
    {
        var seconds =
            text.Length == 0
                ? 0
                : "smhd".IndexOf(text[^1], StringComparison.Ordinal) switch
                {
                    0 => 1,
                    1 => 60,
                    2 => 3600,
                    3 => 86_400,
                    _ => 0,
                };
        var longest = ScenarioRun.LongestDuration.TotalSeconds;
        return
            seconds > 0
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && (double)count * seconds is var total
            && total >= 1
            && total <= longest
            ? TimeSpan.FromSeconds(total)
            : throw new StartFailureException(
                $"--duration must be from 1s to 7d, as 90s, 15m, 24h or 7d, not '{text}'."
            );
    }

    /// <summary>A number in a range; null when it was not given.</summary>
    public static long? Between(long? value, string option, long least, long most) =>
        value is null || (value >= least && value <= most)
            ? value
            : throw new StartFailureException($"{option} must be from {least} to {most}, not {value}.");

    private static string Read(string file, string option)
    {
        try
        {
            return new FileInfo(file).Length <= ScenarioFile.MaxBytes
                ? File.ReadAllText(file)
                : throw new StartFailureException(
                    $"{option}: '{file}' is larger than {ScenarioFile.MaxBytes / 1024} KB."
                );
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException($"{option}: '{file}' cannot be read: {bad.Message}", bad);
        }
    }
}
