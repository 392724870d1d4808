using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ocpp.Rpc;
using Simulation.Replay;

namespace Simulation.Tests.Replay;

/// <summary>Two answers to the same call.</summary>
public class AnswerDiffTests
{
    private static readonly Gen<string> Values = Gen.Elements(
        "1",
        "2.5",
        "\"a\"",
        "\"\"",
        "true",
        "null",
        "[]",
        "{}",
        "[1,{\"b\":2}]",
        "{\"c\":{\"d\":[true]}}"
    );

    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", """{"b":"x","a":1.0}""")]
    [InlineData("""{"currentTime":"2026-11-22T10:00:00Z"}""", """{"currentTime":"2027-01-01T00:00:00.5+01:00"}""")]
    [InlineData(
        """{"transactionId":5,"idTagInfo":{"status":"Accepted"}}""",
        """{"idTagInfo":{"status":"Accepted"},"transactionId":9}"""
    )]
    public void What_cannot_be_the_same_again_does_not_differ(string then, string now) =>
        AnswerDiff.Of(Result(then), Result(now)).ShouldBeEmpty();

    [Theory]
    [InlineData(
        """{"idTagInfo":{"status":"Accepted"}}""",
        """{"idTagInfo":{"status":"Blocked"}}""",
        "/idTagInfo/status",
        "\"Accepted\"",
        "\"Blocked\""
    )]
    [InlineData("""{"interval":300}""", """{"interval":60}""", "/interval", "300", "60")]
    [InlineData("""{"a/b~":1}""", "{}", "/a~1b~0", "1", null)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2,3]}""", "/a/2", null, "3")]
    [InlineData("""{"transactionId":5}""", """{"transactionId":"5"}""", "/transactionId", "5", "\"5\"")]
    [InlineData("""{"t":"2026-11-22T10:00:00Z"}""", """{"t":"later"}""", "/t", "\"2026-11-22T10:00:00Z\"", "\"later\"")]
    [InlineData("{}", "[]", "", "{}", "[]")]
    public void A_field_that_differs_is_named(string then, string now, string pointer, string? before, string? after) =>
        AnswerDiff.Of(Result(then), Result(now)).ShouldBe([new(pointer, before, after)]);

    [Fact]
    public void Errors_are_compared_by_their_code()
    {
        var error = new RecordedAnswer(default, RpcErrorCode.NotSupported, "no");

        AnswerDiff.Of(error, error with { ErrorDescription = "never" }).ShouldBeEmpty();
        AnswerDiff
            .Of(error, error with { ErrorCode = RpcErrorCode.InternalError })
            .ShouldBe([new("", "CALLERROR NotSupported", "CALLERROR InternalError")]);
        AnswerDiff.Of(Result("{}"), error).ShouldBe([new("", "CALLRESULT", "CALLERROR NotSupported")]);
    }

    [Fact]
    public void A_value_does_not_differ_from_itself_and_differences_are_the_same_both_ways() =>
        Property.Holds(
            Gen.Zip(Values, Values),
            it =>
            {
                var (a, b) = (Result($$"""{"x":{{it.Item1}}}"""), Result($$"""{"x":{{it.Item2}}}"""));
                AnswerDiff.Of(a, a).ShouldBeEmpty();
                var there = AnswerDiff.Of(a, b);
                there.ShouldBe(
                    AnswerDiff.Of(b, a).Select(d => new FieldDifference(d.Pointer, d.Now, d.Then)),
                    ignoreOrder: true
                );
                (there.Count == 0).ShouldBe(it.Item1 == it.Item2);
            }
        );

    [Fact]
    public void Differences_are_bounded()
    {
        var long1 = JsonSerializer.Serialize(Enumerable.Range(0, 1000));

        AnswerDiff.Of(Result(long1), Result("[]")).Count.ShouldBe(100);
        AnswerDiff.Of(Result($"\"{new string('x', 5000)}\""), Result("1"))[0].Then!.Length.ShouldBe(201);
    }

    private static RecordedAnswer Result(string json) => new(JsonElement.Parse(json));
}
