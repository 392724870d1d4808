using System.Reflection;

namespace Conformance.Tests.Page;

/// <summary>A rule of the specification that no case covers, and the tests that do.</summary>
/// <param name="Clause">Where it stands.</param>
/// <param name="Text">What it says, in a sentence.</param>
/// <param name="Tests">What shows that it is kept.</param>
internal sealed record Rule(string Clause, string Text, IReadOnlyList<MethodInfo> Tests)
{
    /// <summary>A rule that tests of one class cover.</summary>
    public static Rule Of<TTests>(string clause, string text, params string[] tests) =>
        new(clause, text, [.. tests.Select(test => typeof(TTests).GetMethod(test)!)]);

    /// <summary>Tests of another class cover it too.</summary>
    public Rule And<TTests>(params string[] tests) =>
        this with
        {
            Tests = [.. Tests, .. tests.Select(test => typeof(TTests).GetMethod(test)!)],
        };
}
