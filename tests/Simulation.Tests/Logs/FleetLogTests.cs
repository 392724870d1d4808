using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ocpp;
using Ocpp.Rpc;
using Simulation.Logs;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Logs;

public sealed class FleetLogTests
{
    private static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly string[] Types = ["call", "result", "connected", "Résumé"];
    private static readonly string[] Actions = ["", "Heartbeat", "MeterValues", "heartbeat"];
    private static readonly string[] Texts = ["", "[2,\"1\",\"Heartbeat\",{}]", "Tag ÄÖ", "tag äö", "aaab", "AAB", "x"];
    private static readonly string?[] Searches = [null, "", "TAG", "Ä", "aab", "1", "heart", "nowhere", "tx"];

    [Fact]
    public void A_read_gives_what_a_search_line_by_line_finds() =>
        Prop.ForAll(
                Lines().ListOf().ToArbitrary(),
                Filters().ToArbitrary(),
                Ranges().ToArbitrary(),
                (lines, filter, range) =>
                {
                    var (log, written) = Write(lines);
                    var passing = written.Where(entry => Naive(filter, entry)).ToList();
                    var inRange = passing.Where(entry =>
                        entry.Seq > (range.After ?? 0) && entry.Seq < (range.Before ?? long.MaxValue)
                    );
                    var expected = range.After is null ? inRange.TakeLast(range.Limit) : inRange.Take(range.Limit);

                    var page = LogReader.Read(log, filter, range);

                    page.Total.ShouldBe(passing.Count);
                    page.Entries.ShouldBe(expected);
                    page.Last.ShouldBe(page.Entries.Count == 0 ? null : page.Entries[^1].Seq);
                    page.Full.ShouldBe(page.Entries.Count == range.Limit);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_follower_gets_what_a_read_with_its_filter_gets() =>
        Prop.ForAll(
                Lines().ListOf().ToArbitrary(),
                Filters().ToArbitrary(),
                (lines, filter) =>
                {
                    var shared = Shared();
                    using var tail = new LogTail(shared, filter, of: null);
                    var log = new ChargerLog("CP1", shared);
                    foreach (var line in lines)
                    {
                        Append(log, line);
                    }
                    var read = LogReader.Read([log], filter, new LogRange(int.MaxValue)).Entries;
                    (tail.Take(int.MaxValue)?.Entries ?? []).ShouldBe(read);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_follower_that_is_slow_loses_the_oldest_and_is_told_how_many()
    {
        var shared = Shared();
        var log = new ChargerLog("CP1", shared);
        log.Append(Start, LogCategory.System, "t", "before");
        using var tail = new LogTail(shared, null, null);
        var reading = tail.ReadAsync(100, default).AsTask();
        reading.IsCompleted.ShouldBeFalse();

        log.Append(Start, LogCategory.System, "t", "new");
        var first = await reading.WaitAsync(TimeSpan.FromSeconds(60));
        first.Entries.Select(entry => entry.Payload).ShouldBe(["new"]);
        first.Dropped.ShouldBe(0);

        for (var i = 0; i < 2500; i++)
        {
            log.Append(Start, LogCategory.System, "t", $"{i}");
        }
        var news = await tail.ReadAsync(600, default).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        news.Dropped.ShouldBe(500);
        news.Entries.Count.ShouldBe(600);
        news.Entries[0].Payload.ShouldBe("500");
        var seen = news.Entries.Count;
        while (tail.Take(600) is { } next)
        {
            next.Dropped.ShouldBe(0);
            seen += next.Entries.Count;
        }
        seen.ShouldBe(2000);
    }

    [Fact]
    public void A_follower_keeps_no_more_than_its_bytes()
    {
        var shared = Shared();
        var log = new ChargerLog("CP1", shared);
        using var tail = new LogTail(shared, null, null);
        for (var i = 0; i < 30; i++)
        {
            log.Append(Start, LogCategory.System, "t", new string('x', 100_000));
        }

        var news = tail.Take(int.MaxValue).ShouldNotBeNull();

        news.Entries.Count.ShouldBe(10);
        news.Dropped.ShouldBe(20);
    }

    [Fact]
    public void A_follower_that_has_left_is_told_nothing()
    {
        var shared = Shared();
        var log = new ChargerLog("CP1", shared);
        var tail = new LogTail(shared, null, null);
        tail.Dispose();

        log.Append(Start, LogCategory.System, "t", "late");

        shared.LogListeners.ShouldBeEmpty();
        tail.Take(10).ShouldBeNull();
    }

    [Fact]
    public void All_chargers_and_the_simulator_are_one_log_and_each_can_be_taken_out()
    {
        using var fleet = new VirtualFleet();
        var log = fleet.Fleet.Log;
        fleet.Fleet.Add(VirtualFleet.Definition("CP1"), null).Log.Append(Start, LogCategory.System, "t", "one");
        fleet.Fleet.Add(VirtualFleet.Definition("CP2"), null).Log.Append(Start, LogCategory.System, "t", "two");
        log.Note(Start, LogCategory.Scenario, "run-started", "three");

        Payloads(null).ShouldBe(["one", "two", "three"]);
        Payloads(id => id == "CP2").ShouldBe(["two"]);
        log.Read(null, new LogRange(1)).Entries.ShouldHaveSingleItem().ChargerId.ShouldBeNull();
        log.Clear(id => id == "CP1");
        Payloads(null).ShouldBe(["two", "three"]);
        log.Clear();
        Payloads(null).ShouldBeEmpty();

        IEnumerable<string?> Payloads(Func<string?, bool>? of) =>
            log.Read(null, new LogRange(100), of).Entries.Select(entry => entry.Payload);
    }

    [Fact]
    public void Logs_that_are_not_written_to_give_their_memory_back_as_the_fleet_grows()
    {
        using var fleet = new VirtualFleet(logMemoryMb: 1);
        var first = fleet.Fleet.Add(VirtualFleet.Definition("CP1"), null);
        for (var i = 0; i < 2000; i++)
        {
            first.Log.Append(Start, LogCategory.System, "t", new string('x', 1000));
        }
        first.Log.AllocatedBytes.ShouldBe(1024 * 1024);

        for (var i = 2; i <= 64; i++)
        {
            fleet.Fleet.Add(VirtualFleet.Definition($"CP{i}"), null);
        }

        first.Log.AllocatedBytes.ShouldBeLessThan(1024 * 1024 / 64 * 9 / 8);
        first.Log.Read(1)[0].Payload!.Length.ShouldBe(1000);
    }

    private static bool Naive(LogFilter filter, LogEntry entry)
    {
        const StringComparison any = StringComparison.OrdinalIgnoreCase;
        // Of letters beyond ASCII the case counts.
        return filter.Categories?.Contains(entry.Category) != false
            && (filter.Type is null || Lower(filter.Type) == Lower(entry.Type))
            && (filter.Direction is null || filter.Direction == entry.Direction)
            && filter.Actions?.Any(action => string.Equals(action, entry.Action ?? "", any)) != false
            && (filter.From is null || entry.Time >= filter.From)
            && (filter.To is null || entry.Time <= filter.To)
            && (!filter.Problems || entry.Problem is not null)
            && (
                string.IsNullOrEmpty(filter.Search)
                || new[] { entry.Type, entry.Action, entry.MessageId, entry.Problem, entry.Payload }.Any(text =>
                    text is not null && Lower(text).Contains(Lower(filter.Search), StringComparison.Ordinal)
                )
            );
    }

    private static string Lower(string text) =>
        string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c));

    private static (List<ChargerLog> Logs, List<LogEntry> Written) Write(IEnumerable<Line> lines)
    {
        var shared = Shared();
        List<ChargerLog> logs = [new("CP1", shared), new("CP2", shared), new(null, shared)];
        var written = new List<LogEntry>();
        foreach (var line in lines)
        {
            var log = logs[line.Log];
            Append(log, line);
            written.Add(log.Read(1)[0]);
        }
        return (logs, written);
    }

    private static void Append(ChargerLog log, Line line)
    {
        var time = Start + TimeSpan.FromSeconds(line.Second);
        if (line.Frame)
        {
            log.AppendFrame(
                time,
                line.Second % 2 == 0 ? LogDirection.In : LogDirection.Out,
                line.Second % 3 == 0 ? MessageType.Call : MessageType.CallResult,
                line.Action,
                $"tx-{line.Second}",
                null,
                line.Second % 4 == 0 ? "odd" : null,
                Encoding.UTF8.GetBytes(line.Text)
            );
        }
        else
        {
            log.Append(time, line.Category, line.Type, line.Text);
        }
    }

    private static Gen<Line> Lines() =>
        from log in Gen.Choose(0, 2)
        from second in Gen.Choose(0, 9)
        from frame in Gen.Elements(true, false)
        from category in Gen.Elements(Enum.GetValues<LogCategory>())
        from type in Gen.Elements(Types)
        from action in Gen.Elements(Actions)
        from text in Gen.Elements(Texts)
        select new Line(log, second, frame, category, type, action, text);

    private static Gen<LogFilter> Filters() =>
        from categories in Maybe(Gen.SubListOf(Enum.GetValues<LogCategory>()))
        from type in Maybe(Gen.Elements("CALL", "connected", "résumé", "Résumé"))
        from direction in Gen.Elements<LogDirection?>(null, null, null, LogDirection.In, LogDirection.Out)
        from actions in Maybe(Gen.SubListOf("HEARTBEAT", "MeterValues", "Reset"))
        from seconds in Gen.Two(Gen.Choose(0, 9))
        from bounded in Gen.Elements(true, false, false)
        from search in Gen.Elements(Searches)
        from problems in Gen.Elements(true, false, false)
        select new LogFilter
        {
            Categories = categories?.ToList(),
            Type = type,
            Direction = direction,
            Actions = actions?.ToList(),
            From = bounded ? Start + TimeSpan.FromSeconds(Math.Min(seconds.Item1, seconds.Item2)) : null,
            To = bounded ? Start + TimeSpan.FromSeconds(Math.Max(seconds.Item1, seconds.Item2)) : null,
            Search = search,
            Problems = problems,
        };

    private static Gen<LogRange> Ranges() =>
        from limit in Gen.Choose(1, 12)
        from after in Gen.Elements<long?>(null, null, 0, 3, 7)
        from before in Gen.Elements<long?>(null, null, 0, 5, 20)
        select new LogRange(limit, after, before);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.Frequency((3, Gen.Constant<T?>(null)), (1, gen.Select(it => (T?)it)));

    private static FleetShared Shared()
    {
        var shared = new FleetShared(new FleetOptions(), Start);
        shared.Share(1, 1);
        return shared;
    }

    private sealed record Line(
        int Log,
        int Second,
        bool Frame,
        LogCategory Category,
        string Type,
        string Action,
        string Text
    );
}
