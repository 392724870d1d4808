using System.Globalization;
using FsCheck.Fluent;
using Ocpp;
using Ocpp.Rpc;
using Simulation.Replay;

namespace Simulation.Tests.Replay;

/// <summary>Logs as files: our exports and what others write.</summary>
public class RecordingReaderTests
{
    private const string Call = """[2,"17","Heartbeat",{}]""";

    [Theory]
    [InlineData("2026-11-22T10:00:00.123Z -> " + Call, true)]
    [InlineData("2026-11-22T10:00:00.123Z <- " + """[3,"17",{"a":[1]}]""", false)]
    [InlineData("2026-11-22 10:00:00,123 >> " + Call, true)]
    [InlineData("[2026-11-22 11:00:00.123+01:00] [INFO] CP001: received: " + """[3, "17", {}]""", false)]
    [InlineData("2026-11-22 10:00:00.123 DEBUG ocpp SEND " + Call, true)]
    [InlineData("2026-11-22T10:00:00.123Z\tTX\t" + Call, true)]
    [InlineData("2026-11-22T10:00:00.123Z RX '" + """[4,"17","GenericError","",{}]""" + "'", false)]
    [InlineData("(C->S) 2026-11-22T10:00:00.123Z " + Call, true)]
    [InlineData("2026-11-22T10:00:00.123Z in | [ 3 , \"17\", {} ]", false)]
    [InlineData("2026-11-22T10:00:00.123Z CP001 - ocpp -> call Heartbeat 17 - " + Call, true)]
    [InlineData("2026-11-22T10:00:00.123Z CP001 - ocpp <- result Heartbeat 17 12.3ms " + """[3,"17",{}]""", false)]
    [InlineData(
        "2026-11-22T10:00:00.123Z CP%201 #1 ocpp <- result Heartbeat 17 - !\"a \\\"word\\\" -> [2,\" "
            + """[3,"17",{}]""",
        false
    )]
    [InlineData(
        """{"time":"2026-11-22T10:00:00.123Z","chargerId":"A","category":"ocpp","type":"call","direction":"out","frame":"[2,\"17\",\"Heartbeat\",{}]"}""",
        true
    )]
    [InlineData("""{"time":"2026-11-22T10:00:00.123Z","direction":"in","frame":[3,"17",{}]}""", false)]
    public void A_message_is_read_from_each_format(string line, bool isFromCharger)
    {
        var message = Read(line).ShouldNotBeNull().Messages.ShouldHaveSingleItem();

        message.IsFromCharger.ShouldBe(isFromCharger);
        message.MessageId.ShouldBe("17");
        message.Time.ToString().ShouldBe("2026-11-22T10:00:00.123Z");
        (message.Answer is null).ShouldBe(message.Type == MessageType.Call);
        message.Action.ShouldBe(message.Type == MessageType.Call ? "Heartbeat" : "");
    }

    [Theory]
    [InlineData("2026-11-22T10:00:00Z -> [2,\"17\",\"Heartbeat\"]", "without payload")]
    [InlineData("2026-11-22T10:00:00Z -> [2,\"17\",\"Heartbeat\",{", "not valid JSON")]
    [InlineData("2026-11-22T10:00:00Z -> [5,\"17\",{}]", "no OCPP-J message")]
    [InlineData("2026-11-22T10:00:00Z " + Call, "no direction")]
    [InlineData("2026-11-22T10:00:00Z -> received " + Call, "both directions")]
    [InlineData("yesterday -> " + Call, "no date and time")]
    [InlineData("2026-11-22T10:00:00Z -> [2,\"1\",\"Reset\",{\"type\":\"Soft\"}]", "Reset is a call of the CSMS")]
    [InlineData("2026-11-22T10:00:00.123Z CP001 - ocpp -> call Heartbeat 17 - [2,\"17\"", "not valid JSON")]
    [InlineData("12:00 CP001 - ocpp -> call Heartbeat 17 - " + Call, "'12:00' is no date and time")]
    [InlineData("{\"time\":", "no JSON")]
    [InlineData("{\"time\":\"\\ud800\"}", "half a character")]
    [InlineData("2026-11-22T10:00:00Z -> [2,\"1\",\"Heartbeat\",{\"\\udc00\":1}]", "half a character")]
    [InlineData("""{"time":"2026-11-22T10:00:00Z","category":"ocpp","direction":"out"}""", "it has no frame")]
    [InlineData("""{"time":"x","direction":"out","frame":"[2]"}""", "time must be")]
    [InlineData("""{"time":"2026-11-22T10:00:00Z","direction":"up","frame":"[2]"}""", "direction must be in or out")]
    [InlineData("""{"time":"2026-11-22T10:00:00Z","direction":"out","frame":"[2,","truncated":true}""", "is cut")]
    public void What_is_wrong_is_told_with_its_line(string line, string message)
    {
        Read($"# a log\n\n2026-11-22T09:00:00Z -> {Call}\n{line}\n", out var problems).ShouldBeNull();

        var problem = problems.ShouldHaveSingleItem();
        problem.Line.ShouldBe(4);
        problem.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("2026-11-22 10:00:00 INFO starting up")]
    [InlineData("2026-11-22T10:00:01.500Z CP001 #1 evse -- status-changed - - - Available → Preparing")]
    [InlineData("2026-11-22T10:00:01.500Z CP001 - ocpp <- frame - - - [7]")]
    [InlineData("""{"time":"2026-11-22T10:00:00Z","category":"evse","type":"plugged","frame":null}""")]
    [InlineData("""{"category":"ocpp","type":"call","direction":"out","frame":"(withheld: 300 bytes)"}""")]
    public void Lines_that_are_no_message_are_passed_over(string line)
    {
        var recording = Read($"{line}\n2026-11-22T10:00:00Z -> {Call}").ShouldNotBeNull();

        recording.PassedOver.ShouldBe(1);
        recording.Messages.ShouldHaveSingleItem().Line.ShouldBe(2);
    }

    [Fact]
    public void No_more_problems_are_told_than_one_can_read()
    {
        Read(string.Join('\n', Enumerable.Repeat("{", 100)), out var problems).ShouldBeNull();

        problems.Select(it => it.Line).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void A_log_without_messages_is_refused()
    {
        Read("nothing\n", out var problems).ShouldBeNull();

        problems.ShouldHaveSingleItem().ShouldBe(new(0, "no line of it is an OCPP message"));
    }

    [Fact]
    public void Of_several_chargers_one_is_chosen()
    {
        var log = string.Join('\n', Line("A"), Line("B"), Line("A"));

        Read(log, out var problems).ShouldBeNull();
        problems.ShouldHaveSingleItem().Message.ShouldContain("2 chargers (A, B)");
        RecordingReader.Read(new StringReader(log), "C", out problems).ShouldBeNull();
        problems.ShouldHaveSingleItem().Message.ShouldContain("no message of 'C', but of A, B");
        var chosen = RecordingReader.Read(new StringReader(log), "A", out _).ShouldNotBeNull();
        chosen.ChargerId.ShouldBe("A");
        chosen.Messages.Select(it => it.Line).ShouldBe([1, 3]);

        static string Line(string id) => $"2026-11-22T10:00:00.000Z {id} - ocpp -> call Heartbeat 17 - {Call}";
    }

    /// <summary>Any text at all is read or refused, and what is refused has a line that is there.</summary>
    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var part = Gen.Elements(
            "[2,",
            "\"a\"",
            ",",
            "{",
            "}",
            "]",
            "->",
            "<-",
            " ",
            "\n",
            "2026-11-22T10:00:00Z",
            "ocpp",
            "-",
            "!\"",
            "\\",
            "{\"frame\":",
            "null",
            "\"time\":",
            "%",
            "%2",
            "CP 1",
            "\u2028",
            "\ud800",
            "\0"
        );
        Property.Holds(
            Gen.ArrayOf(part).Select(string.Concat),
            text =>
            {
                var recording = Read(text, out var problems);
                (recording is null).ShouldBe(problems.Count > 0);
                problems.ShouldAllBe(it => it.Line >= 0 && it.Line <= text.Count(c => c == '\n') + 1);
            },
            1000
        );
    }

    /// <summary>What is written as a common line is read as it was.</summary>
    [Fact]
    public void Times_and_directions_survive()
    {
        var lines =
            from ms in Gen.Choose(0, 100_000_000)
            from direction in Gen.Elements("->", "<-")
            from id in Gen.Elements("a", "b c", "]", "[2,")
            select (ms, direction, id);
        Property.Holds(
            lines,
            it =>
            {
                var (ms, direction, id) = it;
                var time = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(ms);
                var text = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                var message = Read($"{text} {direction} [2,\"{id}\",\"DataTransfer\",{{\"vendorId\":\"{id}\"}}]")
                    .ShouldNotBeNull()
                    .Messages.ShouldHaveSingleItem();
                message.Time.ShouldBe(Instant.FromUtc(time));
                message.IsFromCharger.ShouldBe(direction == "->");
                message.MessageId.ShouldBe(id);
                message.Payload.GetProperty("vendorId").GetString().ShouldBe(id);
            }
        );
    }

    private static Recording? Read(string text)
    {
        var recording = Read(text, out var problems);
        problems.ShouldBeEmpty();
        return recording;
    }

    private static Recording? Read(string text, out IReadOnlyList<RecordingProblem> problems) =>
        RecordingReader.Read(new StringReader(text), null, out problems);
}
