using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Ocpp;
using Simulation.Replay;

namespace Simulation.Tests.Replay;

/// <summary>A replay at the wire, in time that the test gives.</summary>
public class ReplaySessionTests
{
    private const string Session = """
        2026-11-22T10:00:00Z -> [2,"a","Authorize",{"idTag":"T"}]
        2026-11-22T10:00:01Z <- [3,"a",{"idTagInfo":{"status":"Accepted"}}]
        2026-11-22T10:00:10Z -> [2,"b","StartTransaction",{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-11-22T10:00:09.5Z"}]
        2026-11-22T10:00:11Z <- [3,"b",{"transactionId":7,"idTagInfo":{"status":"Accepted"}}]
        2026-11-22T10:00:20Z <- [2,"x","GetConfiguration",{}]
        2026-11-22T10:00:20Z -> [3,"x",{"unknownKey":["one"]}]
        2026-11-22T10:00:30Z <- [2,"y","GetConfiguration",{}]
        2026-11-22T10:00:30Z -> [4,"y","InternalError","busy",{}]
        2026-11-22T10:01:00Z -> [2,"c","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-11-22T10:01:00Z","sampledValue":[{"value":"7"}]}]}]
        2026-11-22T10:01:00Z <- [3,"c",{}]
        2026-11-22T10:01:40Z -> [2,"d","StopTransaction",{"transactionId":7,"idTag":"T","meterStop":10,"timestamp":"2026-11-22T10:01:40Z"}]
        """;

    private static readonly Instant Start = Instant.FromUtc(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Calls_go_in_time_with_new_ids_and_times_and_the_transaction_of_now()
    {
        var session = Make(Session);

        Text(session.Step(Start)).ShouldBe("""[2,"1","Authorize",{"idTag":"T"}]""");
        session.Step(Start).ShouldBeNull();
        Answer(session, """[3,"1",{"idTagInfo":{"status":"Accepted"}}]""", 1);
        session.Due.ShouldBe(At(10));
        session.Step(At(9.9)).ShouldBeNull();
        Text(session.Step(At(10)))
            .ShouldBe(
                """[2,"2","StartTransaction",{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2030-01-01T00:00:09.500Z"}]"""
            );
        Answer(session, """[3,"2",{"transactionId":4711,"idTagInfo":{"status":"Accepted"}}]""", 11);
        Text(session.Step(At(60)))
            .ShouldBe(
                """[2,"3","MeterValues",{"connectorId":1,"transactionId":4711,"meterValue":[{"timestamp":"2030-01-01T00:01:00Z","sampledValue":[{"value":"7"}]}]}]"""
            );
        Answer(session, """[3,"3",{}]""", 61);
        Text(session.Step(At(100))).ShouldContain("\"transactionId\":4711,");
        session.IsDone(At(100)).ShouldBeFalse();
        Answer(session, """[3,"4",{}]""", 101);
        session.IsDone(At(101)).ShouldBeTrue();

        var result = session.Result();
        result.IsSame.ShouldBeTrue();
        result
            .Calls.Select(it => it.Verdict)
            .ShouldBe([ReplayVerdict.Equal, ReplayVerdict.Equal, ReplayVerdict.Equal, ReplayVerdict.NotRecorded]);
        result.Calls[0].RoundTrip.ShouldBe(TimeSpan.FromSeconds(1));
        result.Calls.Select(it => it.Call.Line).ShouldBe([1, 3, 9, 11]);
        result.CsmsCalls.ShouldBe([new("GetConfiguration", 2, 0, 0)]);
    }

    [Fact]
    public void A_call_waits_for_the_answer_to_the_one_before()
    {
        var session = Make(Session);
        session.Step(Start).ShouldNotBeNull();

        session.Step(At(20)).ShouldBeNull();
        Answer(session, """[3,"0",{"idTagInfo":{"status":"Accepted"}}]""", 20);
        session.Step(At(20)).ShouldBeNull();
        session.Result().Strays.ShouldBe(1);
        Answer(session, """[3,"1",{"idTagInfo":{"status":"Blocked"}}]""", 21);

        Text(session.Step(At(21))).ShouldStartWith("[2,\"2\",");
        var first = session.Result().Calls[0];
        first.Verdict.ShouldBe(ReplayVerdict.Differs);
        first.Differences.ShouldBe([new("/idTagInfo/status", "\"Accepted\"", "\"Blocked\"")]);
    }

    [Fact]
    public void An_answer_with_half_a_character_is_none()
    {
        var session = Make(Session);
        session.Step(Start).ShouldNotBeNull();

        Answer(session, "[3,\"1\",{\"idTagInfo\":{\"\\ud800\":\"\\udc00\"}}]", 1);

        session.Result().Strays.ShouldBe(1);
        session.Due.ShouldBe(At(30));
    }

    [Fact]
    public void An_answer_that_never_comes_is_missing_and_the_replay_goes_on()
    {
        var session = Make(Session);
        session.Step(Start).ShouldNotBeNull();

        session.Due.ShouldBe(At(30));
        Text(session.Step(At(30))).ShouldStartWith("[2,\"2\",\"StartTransaction\"");
        session
            .Result()
            .Calls.Select(it => it.Verdict)
            .ShouldBe([ReplayVerdict.Missing, ReplayVerdict.Missing, ReplayVerdict.NotSent, ReplayVerdict.NotSent]);
        session.Result().IsSame.ShouldBeFalse();
    }

    [Fact]
    public void Calls_of_the_CSMS_are_answered_as_they_were()
    {
        var session = Make(Session);

        Ask("""[2,"p","GetConfiguration",{}]""").ShouldBe("""[3,"p",{"unknownKey":["one"]}]""");
        Ask("""[2,"q","GetConfiguration",{}]""").ShouldBe("""[4,"q","InternalError","busy",{}]""");
        Ask("""[2,"r","GetConfiguration",{}]""").ShouldStartWith("""[4,"r","InternalError",""");
        Ask("""[2,"s","Reset",{"type":"Soft"}]""").ShouldStartWith("""[4,"s","NotSupported",""");
        Ask("""[2,"t","Dance",{}]""").ShouldStartWith("""[4,"t","NotImplemented",""");
        session.Receive("nonsense"u8.ToArray(), Start).ShouldBeNull();
        session.Result().Strays.ShouldBe(1);
        session
            .Result()
            .CsmsCalls.ShouldBe([new("Dance", 0, 1, 1), new("GetConfiguration", 2, 3, 0), new("Reset", 0, 1, 1)]);

        string Ask(string frame) => Text(session.Receive(Encoding.UTF8.GetBytes(frame), Start));
    }

    [Fact]
    public void A_faster_replay_keeps_durations_and_tells_no_time_of_the_future()
    {
        var session = Make(Session, new() { Speed = 10 });
        session.Step(Start).ShouldNotBeNull();
        Answer(session, """[3,"1",{}]""", 0.5);

        session.Due.ShouldBe(At(1));
        // The last message is at 100 s; the replay ends at 10 s, and so do its times.
        Text(session.Step(At(1))).ShouldContain("\"timestamp\":\"2029-12-31T23:58:39.500Z\"");
    }

    [Fact]
    public void Times_stay_as_they_are_when_that_is_asked_for()
    {
        var session = Make(Session, new() { ShiftsTime = false });
        session.Step(Start).ShouldNotBeNull();
        Answer(session, """[4,"1","InternalError","",{}]""", 1);

        Text(session.Step(At(10))).ShouldContain("\"timestamp\":\"2026-11-22T10:00:09.5Z\"");
    }

    /// <summary>
    /// Whatever the CSMS does and whenever: every call is sent once and in order, one at a time, none before its time, and each has a verdict.
    /// </summary>
    [Fact]
    public void Order_and_pace_hold_against_any_CSMS() =>
        Property.Holds(
            from calls in Gen.ArrayOf(Gen.Zip(Gen.Choose(0, 5000), Gen.Choose(0, 3)))
            from speed in Gen.Choose(1, 20)
            from acts in Gen.ArrayOf(Gen.Choose(0, 4), 60)
            select (calls, speed, acts),
            it =>
            {
                var (calls, speed, acts) = it;
                var plan = Plan(Log(calls));
                var session = new ReplaySession(plan, new() { Speed = speed / 4.0 }, Start);
                var (now, sent) = (Start, new List<int>());
                var open = false;
                for (var i = 0; !session.IsDone(now) && i < 500; i++)
                {
                    var act = acts[i % acts.Length];
                    if (open && act > 1)
                    {
                        Answer(
                            session,
                            $"[{(act == 4 ? "4" : "3")},\"{sent.Count}\",{(act == 4 ? "\"\"" : "{}")}]",
                            now
                        );
                        open = false;
                    }
                    else if (act == 1)
                    {
                        Answer(session, "[3,\"nobody's\",{}]", now);
                    }
                    now = Instant.Max(now, Instant.Min(session.Due, now + TimeSpan.FromSeconds(act)));
                    if (session.Step(now) is not { } frame)
                    {
                        continue;
                    }
                    var id = int.Parse(JsonElement.Parse(frame)[1].GetString()!, CultureInfo.InvariantCulture);
                    sent.Add(id);
                    open = true;
                    (now >= Start + plan.Calls[id - 1].Offset / (speed / 4.0)).ShouldBeTrue();
                    session.Step(now).ShouldBeNull();
                }
                sent.ShouldBe(Enumerable.Range(1, sent.Count));
                var result = session.Result();
                result.Calls.Count.ShouldBe(calls.Length + 1);
                result
                    .Calls.Count(call => call.Verdict == ReplayVerdict.NotSent)
                    .ShouldBe(calls.Length + 1 - sent.Count);
            }
        );

    private static string Log((int Ms, int Answered)[] calls)
    {
        var time = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        var log = new StringBuilder("2026-11-22T00:00:00Z -> [2,\"\",\"Heartbeat\",{}]\n");
        foreach (var (i, call) in calls.Index())
        {
            time = time.AddMilliseconds(call.Ms);
            log.Append(CultureInfo.InvariantCulture, $"{time:O} -> [2,\"{i}\",\"Heartbeat\",{{}}]\n");
            if (call.Answered > 0)
            {
                log.Append(CultureInfo.InvariantCulture, $"{time:O} <- [3,\"{i}\",{{\"n\":{call.Answered}}}]\n");
            }
        }
        return log.ToString();
    }

    private static ReplayPlan Plan(string log)
    {
        var recording = RecordingReader.Read(new StringReader(log), null, out var problems);
        problems.ShouldBeEmpty();
        return ReplayPlan.Of(recording!);
    }

    private static ReplaySession Make(string log, ReplayOptions? options = null) =>
        new(Plan(log), options ?? new(), Start);

    private static Instant At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private static void Answer(ReplaySession session, string frame, double seconds) =>
        Answer(session, frame, At(seconds));

    private static void Answer(ReplaySession session, string frame, Instant now) =>
        session.Receive(Encoding.UTF8.GetBytes(frame), now).ShouldBeNull();

    private static string Text(byte[]? frame) => Encoding.UTF8.GetString(frame.ShouldNotBeNull());
}
