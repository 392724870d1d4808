using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>Any sequence of events leaves the session as a model of a few lines says.</summary>
public class RpcSessionModelTests
{
    private enum Event
    {
        Send,
        Result,
        BadResult,
        Error,
        ErrorWithoutId,
        AnswerToLast,
        AnswerToNothing,
        PeerCall,
        Garbage,
        Wait,
        Expire,
        LinkLost,
    }

    [Fact]
    public void The_session_follows_the_model()
    {
        Gen<Event[]> events = Gen.Elements(Enum.GetValues<Event>()).ArrayOf();
        Prop.ForAll(events.ToArbitrary(), Run).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static bool Run(Event[] events)
    {
        var session = new RpcSession(Direction.FromCentralSystem);
        var reply = new ArrayBufferWriter<byte>();
        Instant now = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        string? pending = null;
        string? expired = null;
        bool peerCalled = false;
        Instant due = Instant.Never;
        int count = 0;
        foreach (Event step in events)
        {
            ReceivedKind Receive(string frame) => session.Receive(Encoding.UTF8.GetBytes(frame), now, reply).Kind;
            void Answered(ReceivedKind actual, ReceivedKind expected)
            {
                actual.ShouldBe(pending is null ? ReceivedKind.Dropped : expected);
                pending = null;
                due = Instant.Never;
            }
            switch (step)
            {
                case Event.Send when pending is null:
                    pending = $"m{count++}";
                    due = now + session.CallTimeout;
                    peerCalled = false;
                    session.CallSent(pending, Actions.Heartbeat, now, null);
                    break;
                case Event.Result:
                    Answered(
                        Receive($"[3,\"{pending}\",{{\"currentTime\":\"2026-01-01T00:00:00Z\"}}]"),
                        ReceivedKind.Result
                    );
                    break;
                case Event.BadResult:
                    Answered(Receive($"[3,\"{pending}\",{{}}]"), ReceivedKind.BadResult);
                    break;
                case Event.Error:
                    Answered(Receive($"[4,\"{pending}\",\"GenericError\"]"), ReceivedKind.Error);
                    break;
                case Event.ErrorWithoutId when peerCalled:
                    Receive("[4,null,\"GenericError\"]").ShouldBe(ReceivedKind.Dropped);
                    break;
                case Event.ErrorWithoutId:
                    Answered(Receive("[4,null,\"GenericError\"]"), ReceivedKind.Error);
                    break;
                case Event.AnswerToLast when expired is not null:
                    Receive($"[3,\"{expired}\",{{}}]").ShouldBe(ReceivedKind.Late);
                    expired = null;
                    break;
                case Event.AnswerToNothing:
                    Receive("[3,\"unknown\",{}]").ShouldBe(ReceivedKind.Dropped);
                    break;
                case Event.PeerCall:
                    peerCalled = true;
                    Receive("[2,\"c\",\"ClearCache\",{}]").ShouldBe(ReceivedKind.Call);
                    break;
                case Event.Garbage:
                    Receive("[2,").ShouldBe(ReceivedKind.Dropped);
                    break;
                case Event.Wait:
                    now += TimeSpan.FromSeconds(10);
                    break;
                case Event.Expire:
                    string? timedOut = now >= due ? pending : null;
                    (session.Expire(now)?.MessageId).ShouldBe(timedOut);
                    (expired, pending, due) = timedOut is null
                        ? (expired, pending, due)
                        : (timedOut, null, Instant.Never);
                    break;
                case Event.LinkLost:
                    (session.Abort()?.MessageId).ShouldBe(pending);
                    (expired, pending, due) = (null, null, Instant.Never);
                    break;
            }
            (session.Pending?.MessageId).ShouldBe(pending);
            (session.Pending is null).ShouldBe(pending is null);
            session.Due.ShouldBe(due);
            reply.WrittenCount.ShouldBe(0);
        }
        return true;
    }
}
