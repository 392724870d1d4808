using Server.Templates;

namespace Server.Tests.Templates;

public sealed class IdPatternTests
{
    [Theory]
    [InlineData("AC-{001}", 3, new[] { "AC-001", "AC-002", "AC-003" })]
    [InlineData("{7}", 1, new[] { "7" })]
    [InlineData("{0}", 2, new[] { "0", "1" })]
    [InlineData("A{98}-x", 4, new[] { "A98-x", "A99-x", "A100-x", "A101-x" })]
    [InlineData("C{999999999}", 2, new[] { "C999999999", "C1000000000" })]
    [InlineData("Row 3 {08}", 3, new[] { "Row 3 08", "Row 3 09", "Row 3 10" })]
    public void The_number_in_braces_counts_up(string text, int count, string[] ids)
    {
        IdPattern.TryParse(text, out var pattern, out _).ShouldBeTrue();

        pattern!.Ids(count).ShouldBe(ids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AC-001")]
    [InlineData("AC-{}")]
    [InlineData("AC-{N}")]
    [InlineData("AC-{-1}")]
    [InlineData("AC-{ 1}")]
    [InlineData("AC-{1}{2}")]
    [InlineData("AC-{{1}}")]
    [InlineData("AC-{1")]
    [InlineData("AC-1}")]
    [InlineData("AC-{1234567890}")]
    [InlineData("AC-{١}")]
    public void What_is_no_pattern_says_how_one_looks(string text)
    {
        IdPattern.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem!.ShouldContain("AC-{001}");
    }
}
