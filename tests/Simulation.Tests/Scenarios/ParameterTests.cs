using Simulation.Scenarios;

namespace Simulation.Tests.Scenarios;

public sealed class ParameterTests
{
    private static readonly NumberParameter Share = new("share", "Share", "A share.", 0, 1, 0.5);
    private static readonly IntegerParameter Times = new("times", "Times", "How often.", 1, 10, 3);
    private static readonly BooleanParameter Loud = new("loud", "Loud", "Or not.", true);
    private static readonly TextParameter Tag = new("tag", "Tag", "A tag.", 5, "");
    private static readonly ChoiceParameter Way = new("way", "Way", "Which way.", ["left", "right"], "left");
    private static readonly ScenarioParameter[] Schema = [Share, Times, Loud, Tag, Way];

    [Fact]
    public void What_is_given_counts_and_the_rest_is_default()
    {
        var values = Read("""{ "share": 1, "times": 10, "loud": false, "tag": "ABCDE" }""", out var errors);

        errors.ShouldBeEmpty();
        values[Share].ShouldBe(1);
        values[Times].ShouldBe(10);
        values[Loud].ShouldBeFalse();
        values[Tag].ShouldBe("ABCDE");
        values[Way].ShouldBe("left");
        values.All.Keys.ShouldBe(["share", "times", "loud", "tag", "way"]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Read(
            """{ "share": 1.5, "times": 2.5, "loud": "yes", "tag": "ABCDEF", "way": "up", "other": 1 }""",
            out var errors
        );

        errors
            .Select(error => $"{error.Parameter} {error.Message}")
            .ShouldBe([
                "share must be from 0 to 1, not 1.5",
                "times must be a whole number from 1 to 10, not 2.5",
                "loud must be true or false, not \"yes\"",
                "tag must have at most 5 characters",
                "way must be one of left, right, not \"up\"",
                "other is not a parameter of this scenario; there are share, times, loud, tag, way",
            ]);
    }

    [Theory]
    [InlineData("share", "0.25", true)]
    [InlineData("share", "much", false)]
    [InlineData("share", "1e400", false)]
    [InlineData("times", "7", true)]
    [InlineData("times", "11", false)]
    [InlineData("loud", "false", true)]
    [InlineData("loud", "no", false)]
    [InlineData("tag", "12", true)]
    [InlineData("way", "right", true)]
    [InlineData("way", "", false)]
    public void Text_of_a_command_line_is_read_by_the_kind_of_parameter(string name, string text, bool good)
    {
        var errors = new List<ParameterError>();

        ScenarioValues.Parse(Schema, new Dictionary<string, string> { [name] = text }, errors);

        errors.Count.ShouldBe(good ? 0 : 1);
    }

    private static ScenarioValues Read(string json, out List<ParameterError> errors) =>
        ScenarioValues.Read(Schema, ScenarioBench.Json(json), errors = []);
}
