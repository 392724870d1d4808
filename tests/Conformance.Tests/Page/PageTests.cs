using System.Reflection;
using Conformance.Tests.Harness;

namespace Conformance.Tests.Page;

/// <summary>Nothing is missing, nothing is skipped, and docs/conformance.md says how the tests come out.</summary>
public sealed class PageTests
{
    [Fact]
    public void Each_of_the_102_cases_is_there_once()
    {
        CaseNumbers.All.Count().ShouldBe(102);
        ConformancePage.Cases.Select(found => found.Case.Number).ShouldBe(CaseNumbers.All, ignoreOrder: true);
    }

    [Fact]
    public void No_case_is_skipped_and_each_has_a_title_of_its_own()
    {
        ConformancePage.Cases.ShouldAllBe(found => found.Case.Skip == null && found.Case.Title.Length > 0);
        ConformancePage.Cases.Select(found => found.Case.Title).ShouldBeUnique();
    }

    [Fact]
    public void Every_rule_is_shown_by_tests_that_run()
    {
        foreach (Rule rule in RuleList.All)
        {
            rule.Tests.ShouldNotBeEmpty(rule.Text);
            rule.Tests.ShouldAllBe(test => test.GetCustomAttribute<FactAttribute>() != null, rule.Text);
            rule.Tests.ShouldAllBe(test => test.GetCustomAttribute<FactAttribute>()!.Skip == null, rule.Text);
        }
        RuleList.All.Select(rule => rule.Text).ShouldBeUnique();
    }

    [Fact]
    public async Task The_page_says_how_the_tests_come_out()
    {
        List<string> failures = [];
        string page = await ConformancePage.WriteAsync(failures);
        string path = Path.Combine(TestFiles.Root, "docs", "conformance.md");
        if (Environment.GetEnvironmentVariable("UPDATE_CONFORMANCE") == "1")
        {
            await File.WriteAllTextAsync(path, page);
        }
        failures.ShouldBeEmpty();
        (await File.ReadAllTextAsync(path)).ShouldBe(
            page,
            "docs/conformance.md is out of date: UPDATE_CONFORMANCE=1 dotnet test tests/Conformance.Tests --filter Page"
        );
    }

    [Fact]
    public void The_page_bears_the_version_and_its_table_of_rules_has_no_lists_in_it()
    {
        string[] page = File.ReadAllLines(Path.Combine(TestFiles.Root, "docs", "conformance.md"));
        page.ShouldContain(line => line.StartsWith("Of version 0.", StringComparison.Ordinal));
        page.Where(line => line.StartsWith("| R", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Length < 400 && !line.Contains("Tests."));
        foreach (Rule rule in RuleList.All)
        {
            rule.Tests.ShouldAllBe(test =>
                File.Exists(Path.Combine(TestFiles.Root, TestFiles.PathOf(test.DeclaringType!)))
            );
        }
    }
}
