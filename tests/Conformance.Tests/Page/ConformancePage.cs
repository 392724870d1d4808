using System.Globalization;
using System.Reflection;
using System.Text;
using Conformance.Tests.Harness;

namespace Conformance.Tests.Page;

/// <summary>docs/conformance.md as the tests come out.</summary>
internal static class ConformancePage
{
    private const string Introduction = """
        # Conformance to OCPP 1.6-J

        Of version VERSION. Written by the tests in `tests/Conformance.Tests`, which fail when this page is not what they come to. To write it anew:

            UPDATE_CONFORMANCE=1 dotnet test tests/Conformance.Tests --filter Page

        The cases are the charge point cases of the OCPP Compliance Testing Tool, 2024-04: all 102. Each is a test of its own: frames in,
        frames out, one charge point in the simulation and in virtual time against a scripted CSMS; 085 to 087 on real sockets. Every frame
        is held against the JSON schemas, the rules of OCPP-J and the table of status transitions besides. The tool itself is not used.

        """;

    /// <summary>The tests that are cases.</summary>
    public static IReadOnlyList<(CaseAttribute Case, MethodInfo Test)> Cases { get; } =
    [
        .. typeof(ConformancePage)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (method.GetCustomAttribute<CaseAttribute>(), method))
            .Where(found => found.Item1 is not null)
            .Select(found => (found.Item1!, found.method)),
    ];

    /// <summary>Runs all, each once, and writes the page.</summary>
    /// <param name="failures">Gets what failed, and why.</param>
    public static async Task<string> WriteAsync(List<string> failures)
    {
        IReadOnlyDictionary<MethodInfo, string?> outcomes = await TestRun.OutcomesAsync([
            .. Cases.Select(found => found.Test),
            .. RuleList.All.SelectMany(rule => rule.Tests),
        ]);
        failures.AddRange(
            from outcome in outcomes
            where outcome.Value is not null
            select $"{outcome.Key.DeclaringType!.Name}.{outcome.Key.Name}: {outcome.Value}"
        );
        var page = new StringBuilder();
        int passed = 0;
        foreach ((string heading, string[] numbers) in CaseNumbers.ByProfile)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {heading}\n\n| Case | Title | Result | Note |\n|---|---|---|---|\n"
            );
            foreach (string number in numbers)
            {
                (CaseAttribute it, MethodInfo test) = Cases.Single(found => found.Case.Number == number);
                bool passes = outcomes[test] is null;
                passed += passes ? 1 : 0;
                page.Append(CultureInfo.InvariantCulture, $"| {it.Id} | {it.Title} | {Result(passes)} | {it.Note} |\n");
            }
        }
        string counts = $"\n{passed} of {Cases.Count} cases passed.\n";
        return Introduction.Replace("VERSION", Version, StringComparison.Ordinal) + counts + page + Rules(outcomes);
    }

    private static string Version { get; } =
        typeof(ChargePoints.ChargePoint)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    // The tests come after the table, which is for reading.
    private static string Rules(IReadOnlyDictionary<MethodInfo, string?> outcomes)
    {
        int passed = RuleList.All.Count(rule => Passes(rule, outcomes));
        var table = new StringBuilder(
            $"\n## Rules that no case covers\n\n{passed} of {RuleList.All.Count} rules are kept. The tests of each are listed below.\n\n"
                + "| No. | Clause | Rule | Result |\n|---|---|---|---|\n"
        );
        var tests = new StringBuilder("\n## The tests of the rules\n\n");
        foreach ((int number, Rule rule) in RuleList.All.Index())
        {
            string id = $"R{number + 1}";
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {id} | {rule.Clause} | {rule.Text} | {Result(Passes(rule, outcomes))} |\n"
            );
            tests.Append(CultureInfo.InvariantCulture, $"- {id}\n");
            foreach (MethodInfo test in rule.Tests)
            {
                tests.Append(
                    CultureInfo.InvariantCulture,
                    $"  - [{test.DeclaringType!.Name}.{test.Name}](../{TestFiles.PathOf(test.DeclaringType)})\n"
                );
            }
        }
        return $"{table}{tests}";
    }

    private static bool Passes(Rule rule, IReadOnlyDictionary<MethodInfo, string?> outcomes) =>
        rule.Tests.All(test => outcomes[test] is null);

    private static string Result(bool passes) => passes ? "passed" : "**failed**";
}
