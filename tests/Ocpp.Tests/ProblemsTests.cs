using System.Text;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>All that is wrong with a payload, for people.</summary>
public class ProblemsTests
{
    [Theory]
    [InlineData("""{"type":"Soft"}""")]
    [InlineData("""{"type":"Sideways"}""", "type: ")]
    [InlineData("""{"type":"Soft","type":"Hard","more":1}""", "type: is given more than once", "more: is not a field")]
    [InlineData("{}", "type: is required")]
    [InlineData("null", "type: is required")]
    [InlineData("[1]", "the payload must be an object")]
    [InlineData("{", "the payload is not valid JSON")]
    [InlineData("\"\\ud800\"", "the payload has half of a surrogate pair")]
    public void Each_is_told(string payload, params string[] expected)
    {
        IReadOnlyList<PayloadError> problems = Actions.Reset.Request.Problems(Encoding.UTF8.GetBytes(payload));
        problems.Count.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            problems[i].ToString().ShouldStartWith(expected[i]);
        }
    }

    [Fact]
    public void Those_of_a_list_are_told_of_each_item_and_no_more_than_can_be_read()
    {
        string items = string.Join(',', Enumerable.Repeat("1", 500));
        IReadOnlyList<PayloadError> problems = Actions.GetConfiguration.Request.Problems(
            Encoding.UTF8.GetBytes($$"""{"key":[{{items}}]}""")
        );
        problems.Count.ShouldBe(100);
        problems[99].Path.ShouldBe("key[99]");
    }
}
