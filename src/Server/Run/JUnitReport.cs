using System.Globalization;
using System.Xml.Linq;
using Simulation.Scenarios;

namespace Server.Run;

/// <summary>A run as JUnit reports have it: a case for each expectation at each charger, one for the run and one for its transactions.</summary>
internal static class JUnitReport
{
    public static XDocument Of(RunOutcome outcome)
    {
        XElement[] cases =
        [
            Case(outcome, "The run comes to its end", outcome.DurationSeconds, Error(outcome)),
            Case(outcome, "Transactions are whole", 0, Failure(outcome.Lost)),
            .. outcome.Expectations.Select(it =>
                Case(outcome, $"{it.Name} [{it.ChargerId}/{it.EvseId}]", it.At.TotalSeconds, Failure(Reason(it)))
            ),
            .. outcome.NeverReached.Select(it =>
                Case(
                    outcome,
                    it.Name,
                    0,
                    new XElement("skipped", new XAttribute("message", $"never reached (line {it.Line})"))
                )
            ),
        ];
        return new XDocument(
            new XElement(
                "testsuites",
                new XElement(
                    "testsuite",
                    new XAttribute("name", outcome.Scenario),
                    new XAttribute(
                        "timestamp",
                        outcome.StartedAt.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
                    ),
                    new XAttribute("time", Seconds(outcome.DurationSeconds)),
                    new XAttribute("tests", cases.Length),
                    new XAttribute("failures", Count(cases, "failure")),
                    new XAttribute("errors", Count(cases, "error")),
                    new XAttribute("skipped", Count(cases, "skipped")),
                    new XElement(
                        "properties",
                        Property("csms", outcome.CsmsUrl),
                        Property("seed", $"{outcome.Seed}"),
                        Property("hash", outcome.Hash),
                        Property("expectationsMet", $"{outcome.ExpectationsMet}"),
                        Property("expectationsFailed", $"{outcome.ExpectationsFailed}")
                    ),
                    cases
                )
            )
        );
    }

    private static XElement Case(RunOutcome outcome, string name, double seconds, XElement? result) =>
        new(
            "testcase",
            new XAttribute("classname", outcome.Scenario),
            new XAttribute("name", Clean(name)),
            new XAttribute("time", Seconds(seconds)),
            result
        );

    private static XElement? Error(RunOutcome outcome) =>
        (outcome.Broken ?? (outcome.Interrupted ? "The run was interrupted" : null)) is { } message
            ? new XElement("error", new XAttribute("message", Clean(message)))
            : null;

    private static XElement? Failure(string? message) =>
        message is null ? null : new XElement("failure", new XAttribute("message", Clean(message)));

    private static string? Reason(ExpectationOutcome it) => it.Met ? null : $"{it.Reason} (line {it.Line})";

    private static XElement Property(string name, string value) =>
        new("property", new XAttribute("name", name), new XAttribute("value", Clean(value)));

    private static int Count(XElement[] cases, string result) => cases.Count(it => it.Element(result) is not null);

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    // XML 1.0 has no control characters, not even escaped ones.
    private static string Clean(string text) =>
        string.Concat(text.Select(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '?'));
}
