using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ocpp;
using Ocpp.Rpc;
using Simulation.Logs;

namespace Simulation.Tests.Logs;

public sealed class ChargerLogTests
{
    private static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_frame_is_read_as_it_was_written()
    {
        var log = NewLog();
        log.AppendFrame(
            Start,
            LogDirection.In,
            MessageType.CallResult,
            "Heartbeat",
            "7-é",
            TimeSpan.FromMilliseconds(12.5),
            "odd",
            "[3,\"7\",{}]"u8
        );
        log.Append(Start, LogCategory.Evse, "status-changed", "Available → Preparing", 2);

        var entries = log.Read(10);
        entries[0]
            .ShouldBe(
                new LogEntry
                {
                    Seq = 1,
                    Time = Start,
                    ChargerId = "CP1",
                    EvseId = null,
                    Category = LogCategory.Ocpp,
                    Type = "result",
                    Direction = LogDirection.In,
                    Action = "Heartbeat",
                    MessageId = "7-é",
                    RoundTripMs = 12.5,
                    Problem = "odd",
                    Payload = "[3,\"7\",{}]",
                }
            );
        entries[1].EvseId.ShouldBe(2);
        entries[1].Payload.ShouldBe("Available → Preparing");
        entries[1].RoundTripMs.ShouldBeNull();
    }

    [Fact]
    public void The_newest_lines_that_fit_are_kept_whatever_their_lengths() =>
        Prop.ForAll(
                Gen.ListOf(Gen.Choose(0, 6000)).ToArbitrary(),
                lengths =>
                {
                    var log = NewLog(chargers: 1_000_000);
                    var written = new List<string>();
                    foreach (var length in lengths)
                    {
                        var text = $"{written.Count}:" + new string('x', length);
                        written.Add(text);
                        log.Append(Start, LogCategory.System, "t", text);
                    }
                    var read = log.Read(int.MaxValue).Select(entry => entry.Payload!).ToList();
                    var newest = written.TakeLast(read.Count).ToList();
                    return log.AllocatedBytes <= 4096
                        && (written.Count == 0 || read.Count > 0)
                        && read.Zip(newest).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal))
                        && read.Zip(newest).All(pair => pair.First == pair.Second || read.Count == 1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_longer_than_the_ring_is_cut_and_marked()
    {
        var log = NewLog(chargers: 1_000_000);
        log.Append(Start, LogCategory.System, "t", new string('x', 10_000));

        var entry = log.Read(1)[0];
        entry.Truncated.ShouldBeTrue();
        entry.Payload!.Length.ShouldBeInRange(4000, 4096);
    }

    [Fact]
    public void Memory_is_taken_in_steps_and_given_back_when_the_share_shrinks()
    {
        var shared = new FleetShared(new FleetOptions { LogMemoryMb = 1 }, Start);
        shared.Share(1, 1);
        var log = new ChargerLog("CP1", shared);
        log.AllocatedBytes.ShouldBe(0);
        log.Append(Start, LogCategory.System, "t", "one");
        log.AllocatedBytes.ShouldBe(1024);
        for (var i = 0; i < 5000; i++)
        {
            log.Append(Start, LogCategory.System, "t", new string('x', 500));
        }
        log.AllocatedBytes.ShouldBe(1024 * 1024);

        shared.Share(99, 99);
        log.Append(Start, LogCategory.System, "t", "last");

        log.AllocatedBytes.ShouldBe(1024 * 1024 / 100);
        log.Read(1)[0].Payload.ShouldBe("last");
        log.Read(int.MaxValue)
            .Select(entry => entry.Seq)
            .ShouldBe(log.Read(int.MaxValue).Select(entry => entry.Seq).Order());
    }

    [Fact]
    public void A_cursor_reads_on_from_where_it_was()
    {
        var log = NewLog();
        for (var i = 1; i <= 10; i++)
        {
            log.Append(Start, LogCategory.System, "t", $"{i}");
        }

        log.Read(3).Select(entry => entry.Payload).ShouldBe(["8", "9", "10"]);
        var first = log.Read(4, after: 0);
        first.Select(entry => entry.Payload).ShouldBe(["1", "2", "3", "4"]);
        log.Read(4, after: first[^1].Seq).Select(entry => entry.Payload).ShouldBe(["5", "6", "7", "8"]);
        log.Read(4, after: 10).ShouldBeEmpty();
    }

    [Fact]
    public void Filters_narrow_by_stream_direction_action_text_and_time()
    {
        var log = NewLog();
        log.AppendFrame(
            Start,
            LogDirection.Out,
            MessageType.Call,
            "Authorize",
            "1",
            null,
            null,
            "{\"idTag\":\"TAG1\"}"u8
        );
        log.AppendFrame(Start, LogDirection.In, MessageType.CallResult, "Authorize", "1", null, null, "{}"u8);
        log.Append(Start + TimeSpan.FromSeconds(1), LogCategory.Connection, "connected", "ws://x/");

        Types(new LogFilter { Categories = [LogCategory.Connection] }).ShouldBe(["connected"]);
        Types(new LogFilter { Direction = LogDirection.In }).ShouldBe(["result"]);
        Types(new LogFilter { Actions = ["authorize"] }).ShouldBe(["call", "result"]);
        Types(new LogFilter { Search = "tag1" }).ShouldBe(["call"]);
        Types(new LogFilter { Type = "Connected" }).ShouldBe(["connected"]);
        Types(new LogFilter { From = Start + TimeSpan.FromSeconds(1) }).ShouldBe(["connected"]);
        Types(new LogFilter { To = Start }).ShouldBe(["call", "result"]);

        IEnumerable<string> Types(LogFilter filter) => log.Read(10, filter: filter).Select(entry => entry.Type);
    }

    [Fact]
    public void A_cleared_log_is_empty_and_goes_on_with_greater_numbers()
    {
        var log = NewLog();
        log.Append(Start, LogCategory.System, "t", "one");
        log.Clear();
        log.Read(10).ShouldBeEmpty();
        log.AllocatedBytes.ShouldBe(0);
        log.Append(Start, LogCategory.System, "t", "two");
        log.Read(10).Select(entry => entry.Seq).ShouldBe([2L]);
    }

    [Theory]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"secret\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"***\"}]"
    )]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{ \"value\" : \"secret\" , \"key\":\"authorizationkey\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{ \"value\" : \"***\" , \"key\":\"authorizationkey\"}]"
    )]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"HeartbeatInterval\",\"value\":\"60\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"HeartbeatInterval\",\"value\":\"60\"}]"
    )]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"\\u0041uthorizationKe\\u0079\",\"value\":\"secret\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"\\u0041uthorizationKe\\u0079\",\"value\":\"***\"}]"
    )]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"CpoName\",\"value\":\"Z\\u00fcrich\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"CpoName\",\"value\":\"Z\\u00fcrich\"}]"
    )]
    [InlineData(
        "changeConfiguration",
        "[2,\"1\",\"changeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"secret\"}]",
        "[2,\"1\",\"changeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"***\"}]"
    )]
    [InlineData("", "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"secret", null)]
    [InlineData("", "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"Authorization\\u004bey\",\"value\":\"secret", null)]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"\\u0041uthorization\\u004BEY\",\"value\":\"secret\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"\\u0041uthorization\\u004BEY\",\"value\":\"***\"}]"
    )]
    [InlineData(
        "ChangeConfiguration",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"CpoName\",\"value\":\"A \\u0026 B\"}]",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"CpoName\",\"value\":\"A \\u0026 B\"}]"
    )]
    [InlineData(
        "",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":{\"a\":\"secret\"}}]",
        null
    )]
    [InlineData(
        "",
        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"secret\",\"value\":\"secret\"}]",
        null
    )]
    public void An_authorization_key_never_gets_into_the_log(string action, string frame, string? expected)
    {
        var log = NewLog();
        log.AppendFrame(
            Start,
            LogDirection.In,
            MessageType.Call,
            action,
            "1",
            null,
            null,
            Encoding.UTF8.GetBytes(frame)
        );
        var payload = log.Read(1)[0].Payload!;
        payload.ShouldNotContain("secret");
        payload.ShouldBe(expected ?? payload);
        (expected is null).ShouldBe(payload.StartsWith("(withheld", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://user:secret@h/p", "ftp://***@h/p")]
    [InlineData("ftp:\\/\\/user:se@cret@h\\/p", "ftp:\\/\\/***@h\\/p")]
    [InlineData("ftp://user:secret\\u0040h/p", "ftp://***")]
    [InlineData("http://h/p?x=a@b", "http://h/p?x=a@b")]
    [InlineData("http://h/p", "http://h/p")]
    [InlineData("http://secret@h", "http://***@h")]
    public void The_password_of_a_url_never_gets_into_the_log(string location, string expected)
    {
        var log = NewLog();
        string[] actions = ["GetDiagnostics", "UpdateFirmware", "GetLog", "SignedUpdateFirmware", "", "updateFirmware"];
        foreach (var action in actions)
        {
            var frame = $"[2,\"1\",\"GetDiagnostics\",{{\"location\":\"{location}\",\"retries\":1}}]";
            log.AppendFrame(
                Start,
                LogDirection.In,
                MessageType.Call,
                action,
                "1",
                null,
                null,
                Encoding.UTF8.GetBytes(frame)
            );
            log.Read(1)[0].Payload.ShouldBe(frame.Replace(location, expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Readers_and_a_writer_do_not_disturb_each_other()
    {
        var log = NewLog(chargers: 1_000_000);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                foreach (var entry in log.Read(int.MaxValue))
                {
                    entry.Payload!.Distinct().Count().ShouldBe(1);
                }
            }
        });
        for (var i = 0; i < 20_000; i++)
        {
            log.Append(Start, LogCategory.System, "t", new string((char)('a' + (i % 26)), 1 + (i % 700)));
        }
        await done.CancelAsync();
        await reader.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static ChargerLog NewLog(int chargers = 1)
    {
        var shared = new FleetShared(new FleetOptions(), Start);
        shared.Share(chargers, chargers);
        return new ChargerLog("CP1", shared);
    }
}
