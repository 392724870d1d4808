using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Server.Tests.Metrics;

/// <summary>docs/metrics.md and docs/grafana-dashboard.json say what /metrics has.</summary>
public sealed partial class MetricsDocumentsTests(Simulator simulator) : IClassFixture<Simulator>
{
    // Those that Prometheus or the histogram adds.
    private static readonly string[] CommonLabels = ["instance", "le"];

    private static readonly string[] Suffixes = ["_bucket", "_sum", "_count"];

    private static readonly JsonNode Dashboard = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "grafana-dashboard.json"))
    )!;

    private static readonly Dictionary<string, Row> Rows = File.ReadLines(
            Path.Combine(Repository.Root, "docs", "metrics.md")
        )
        .Select(line => TableRow().Match(line))
        .Where(match => match.Success)
        .Select(match => new Row(
            match.Groups["name"].Value,
            match.Groups["type"].Value,
            [.. Label().Matches(match.Groups["labels"].Value).Select(label => label.Groups["name"].Value)],
            match.Groups["help"].Value
        ))
        .ToDictionary(row => row.Name);

    [Fact]
    public async Task The_document_lists_what_is_exposed_and_nothing_else()
    {
        var metrics = await ReadAsync();

        Rows.Keys.Order().ShouldBe(metrics.Families.Keys.Order());
        foreach (var (name, family) in metrics.Families)
        {
            Rows[name].Type.ShouldBe(family.Type, name);
            family.Labels.ShouldBeSubsetOf(Rows[name].Labels, name);
            if (!name.StartsWith("dotnet_", StringComparison.Ordinal))
            {
                Rows[name].Help.ShouldBe(family.Help);
            }
        }
    }

    [Fact]
    public async Task The_dashboard_asks_for_nothing_that_is_not_exposed_and_shows_all_of_the_simulator()
    {
        var metrics = await ReadAsync();
        var asked = Expressions()
            .SelectMany(expression => MetricName().Matches(expression))
            .Select(name => name.Value)
            .ToHashSet();

        asked.Count.ShouldBeGreaterThan(30);
        asked.Where(name => Family(metrics, name) is null).ShouldBeEmpty();
        var shown = asked.Select(name => Family(metrics, name)!.Name).ToHashSet();
        metrics
            .Families.Keys.Where(name => name.StartsWith("ocppsim_", StringComparison.Ordinal))
            .Except(shown)
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_dashboard_uses_each_metric_as_its_type_wants_and_by_labels_that_it_has()
    {
        foreach (var expression in Expressions())
        {
            var names = MetricName().Matches(expression).Select(match => match.Value).ToList();
            var labels = names.SelectMany(name => RowOf(name).Labels).Concat(CommonLabels).ToList();
            By()
                .Matches(expression)
                .SelectMany(by => by.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries))
                .Concat(Matcher().Matches(expression).Select(match => match.Groups["label"].Value))
                .ShouldBeSubsetOf(labels, expression);
            foreach (var name in names)
            {
                var grows =
                    RowOf(name).Type != "gauge" && !name.StartsWith("dotnet_thread_pool", StringComparison.Ordinal);
                Rate().Matches(expression).Any(rate => rate.Groups["name"].Value == name).ShouldBe(grows, expression);
            }
        }
    }

    [Fact]
    public void The_dashboard_imports_with_a_data_source_of_choice()
    {
        ((int)Dashboard["schemaVersion"]!).ShouldBeGreaterThanOrEqualTo(36);
        ((string?)Dashboard["uid"]).ShouldNotBeNull().Length.ShouldBeInRange(1, 40);
        Dashboard["id"].ShouldBeNull();
        var variables = Dashboard["templating"]!["list"]!.AsArray();
        ((string?)variables[0]!["type"]).ShouldBe("datasource");
        ((string?)variables[0]!["query"]).ShouldBe("prometheus");
        ((string?)variables[0]!["name"]).ShouldBe("datasource");
        var names = variables.Select(variable => $"${variable!["name"]}").ToList();
        foreach (var node in Nodes(Dashboard).OfType<JsonObject>().Where(it => it["datasource"] is JsonObject))
        {
            ((string?)node["datasource"]!["uid"]).ShouldBeOneOf("${datasource}", "-- Grafana --");
        }

        Expressions()
            .SelectMany(expression => Variable().Matches(expression))
            .Select(variable => variable.Value)
            .Where(variable => !variable.StartsWith("$__", StringComparison.Ordinal))
            .ShouldBeSubsetOf(names);
    }

    [Fact]
    public void Its_panels_have_an_id_a_title_and_a_place_of_their_own()
    {
        var panels = Dashboard["panels"]!.AsArray();
        panels.Select(panel => (int)panel!["id"]!).ShouldBeUnique();
        var taken = new HashSet<(int X, int Y)>();
        foreach (var panel in panels)
        {
            var title = (string?)panel!["title"];
            title.ShouldNotBeNullOrEmpty();
            var place = panel["gridPos"]!;
            var (x, width) = ((int)place["x"]!, (int)place["w"]!);
            (x + width).ShouldBeLessThanOrEqualTo(24, title);
            for (var i = 0; i < width * (int)place["h"]!; i++)
            {
                taken.Add((x + (i % width), (int)place["y"]! + (i / width))).ShouldBeTrue($"{title} overlaps");
            }

            if ((string?)panel["type"] != "row")
            {
                panel["targets"]!.AsArray().Select(target => (string?)target!["refId"]).ShouldBeUnique();
            }
        }
    }

    private static Row RowOf(string name) => Rows.TryGetValue(name, out var row) ? row : Rows[WithoutSuffix(name)];

    private static Family? Family(Exposition metrics, string name) =>
        metrics.Families.GetValueOrDefault(name)
        ?? (metrics.Families.GetValueOrDefault(WithoutSuffix(name)) is { Type: "histogram" } family ? family : null);

    private static string WithoutSuffix(string name) =>
        Suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix
            ? name[..^suffix.Length]
            : name;

    private static IEnumerable<string> Expressions() =>
        Nodes(Dashboard)
            .OfType<JsonObject>()
            .SelectMany(node => new[] { node["expr"], node["definition"] })
            .OfType<JsonValue>()
            .Select(expression => (string)expression!);

    private static IEnumerable<JsonNode> Nodes(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field => Nodes(field.Value)).Prepend(fields),
            JsonArray items => items.SelectMany(Nodes),
            { } value => [value],
            null => [],
        };

    private async Task<Exposition> ReadAsync() => Exposition.Parse((await simulator.SendAsync("GET", "/metrics")).Text);

    private sealed record Row(string Name, string Type, IReadOnlyList<string> Labels, string Help);

    [GeneratedRegex(
        @"^\| `(?<name>(ocppsim|process|dotnet)_\w+)` \| (?<type>\w+) \| (?<labels>[^|]*) \| (?<help>[^|]+) \|$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TableRow();

    [GeneratedRegex("`(?<name>[a-z_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(ocppsim|process|dotnet)_\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\bby \((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex By();

    [GeneratedRegex(@"(?<label>\w+)=~?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(rate|increase)\((?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"\$\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
