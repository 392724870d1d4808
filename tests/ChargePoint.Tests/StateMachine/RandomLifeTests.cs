using FsCheck.Fluent;
using Ocpp.Rpc;
using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>Properties of the state machine over random lives. The bench holds every frame against the wire rules.</summary>
public sealed class RandomLifeTests
{
    private const int Acts = 120;

    [Fact]
    public void Whatever_happens_the_rules_hold_and_everything_is_delivered_in_the_end() =>
        Property.Holds(
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                RandomLife life = new((ulong)seed);
                life.Live(Acts);
                life.ComeToRest();
                life.Bench.ChargePoint.Snapshot.QueuedMessages.ShouldBe(0);
                life.Bench.Saved.Messages.ShouldBeEmpty();
                life.Bench.ChargePoint.Durable.Transactions.ShouldBeEmpty();
                OneStopForEachStart(life.Bench);
                StampsNeverRunBackwards(life.Bench);
                TheCsmsKnowsTheStatuses(life.Bench);
            },
            cases: 150
        );

    [Fact]
    public void The_same_seed_gives_the_same_frames() =>
        Property.Holds(
            Gen.Choose(0, int.MaxValue).Select(seed => (ulong)seed),
            seed =>
            {
                string first = Trace(seed);
                Trace(seed).ShouldBe(first);
            },
            cases: 40
        );

    [Fact]
    public void A_charge_point_goes_on_from_its_durable_state() =>
        Property.Holds(
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                RandomLife life = new((ulong)seed);
                life.Live(Acts / 2);
                DurableState before = Comparable(life.Bench.Saved.Read());
                life.Bench.Kill();
                DurableState after = Comparable(life.Bench.ChargePoint.Durable);
                foreach (DurableParts part in DurableState.Parts)
                {
                    Text(after, part).ShouldBe(Text(before, part));
                }
                after.Messages.ShouldBe(before.Messages);
                life.Bench.Do(new PowerOn());
                life.Live(Acts / 2);
                life.ComeToRest();
                OneStopForEachStart(life.Bench);
            },
            cases: 100
        );

    // How full a car is is saved with the registers, each ten seconds; a configuration that nobody changed is not saved.
    private static DurableState Comparable(DurableState state) =>
        state with
        {
            Configuration = state.Configuration ?? new Dictionary<string, string>(),
            Secrets = state.Secrets ?? new(),
            Registers = state.Registers with
            {
                Evses =
                [
                    new(state.Registers.Evses.ElementAtOrDefault(0)?.MilliWh ?? 0, null),
                    new(state.Registers.Evses.ElementAtOrDefault(1)?.MilliWh ?? 0, null),
                ],
            },
        };

    private static string Text(DurableState state, DurableParts part) =>
        System.Text.Encoding.UTF8.GetString(state.Write(part));

    private static string Trace(ulong seed)
    {
        RandomLife life = new(seed);
        life.Live(Acts);
        return life.Bench.Trace();
    }

    // Retries keep their message id, so a message counts once.
    private static void OneStopForEachStart(ChargePointBench bench)
    {
        int starts = bench.Calls("StartTransaction").DistinctBy(frame => frame.MessageId).Count();
        int stops = bench.Calls("StopTransaction").DistinctBy(frame => frame.MessageId).Count();
        int givenUp = bench.Events.Count(happened =>
            happened.Type == ChargePointEventType.MessageGivenUp
            && happened.Detail.StartsWith("St", StringComparison.Ordinal)
        );
        stops.ShouldBe(starts, $"{givenUp} given up");
    }

    // By the ids that the CSMS counts up; others it gives out twice.
    private static void StampsNeverRunBackwards(ChargePointBench bench)
    {
        var last = new Dictionary<int, DateTimeOffset>();
        IEnumerable<SentFrame> calls = bench.Sent.Where(frame =>
            frame.Calls("MeterValues") || frame.Calls("StopTransaction")
        );
        foreach (SentFrame call in calls.DistinctBy(frame => frame.MessageId))
        {
            if (call.Number("transactionId") is not (> 1000 and int id))
            {
                continue;
            }
            DateTimeOffset at =
                call.Action == "StopTransaction"
                    ? call.Time()
                    : DateTimeOffset.Parse((string)call.Payload["meterValue"]![0]!["timestamp"]!, null);
            at.ShouldBeGreaterThanOrEqualTo(last.GetValueOrDefault(id), call.ToString());
            last[id] = at;
        }
    }

    private static void TheCsmsKnowsTheStatuses(ChargePointBench bench)
    {
        foreach (EvseSnapshot evse in bench.ChargePoint.Snapshot.Evses)
        {
            SentFrame last = bench.Sent.Last(frame =>
                frame.Calls("StatusNotification") && frame.Number("connectorId") == evse.Id
            );
            last.Text("status").ShouldBe(Ocpp.V16.OcppEnum.Name(evse.Status));
            last.Text("errorCode").ShouldBe(Ocpp.V16.OcppEnum.Name(evse.ErrorCode));
        }
    }
}
