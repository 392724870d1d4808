using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ChargePoints;
using Ocpp.Rpc;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Metrics;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Metrics;

/// <summary>What the fleet's instruments say of what went over the wire, in virtual time.</summary>
public sealed class FleetMeterTests : IDisposable
{
    private readonly Meter _meter = new("fleet-meter-tests");
    private readonly MeterReadings _readings;
    private readonly VirtualFleet _fleet;

    public FleetMeterTests()
    {
        _readings = new MeterReadings(_meter);
        _fleet = new VirtualFleet(meter: _meter);
    }

    [Fact]
    public void Messages_are_counted_by_action_direction_and_type_as_they_are_on_the_wire()
    {
        var charger = _fleet.Booted();
        _fleet.Post(charger, new PresentTag(1, "TAG1"));
        _fleet.Until(() => _fleet.Csms.Calls("Authorize").Any());
        _fleet.Time.Advance(TimeSpan.FromSeconds(1));

        foreach (var action in new[] { "BootNotification", "StatusNotification", "Authorize" })
        {
            var calls = _fleet.Csms.Calls(action).Count();
            calls.ShouldBeGreaterThan(0);
            _readings.Now($"ocppsim.messages {action} out call").ShouldBe(calls);
            _readings.Now($"ocppsim.messages {action} in result").ShouldBe(calls);
            _readings.Now($"ocppsim.messages {action} in error").ShouldBe(0);
        }
        _readings.Now("ocppsim.messages Heartbeat out call").ShouldBe(0);
        // What cannot be is not there as long as it has not been.
        _readings.Now("ocppsim.messages Heartbeat in call").ShouldBeNull();
    }

    [Fact]
    public void The_answer_to_a_call_of_the_CSMS_counts_under_its_action()
    {
        _fleet.Booted();

        _fleet.Csms.Say("CP1", """[2,"a","GetConfiguration",{}]""");
        _fleet.Csms.Say("CP1", """[2,"b","Reset",{"type":"Medium"}]""");
        _fleet.Time.Advance(TimeSpan.FromSeconds(1));

        _readings.Now("ocppsim.messages GetConfiguration in call").ShouldBe(1);
        _readings.Now("ocppsim.messages GetConfiguration out result").ShouldBe(1);
        _readings.Now("ocppsim.messages Reset in call").ShouldBe(1);
        _readings.Now("ocppsim.messages Reset out error").ShouldBe(1);
    }

    [Fact]
    public void A_CSMS_that_makes_up_actions_makes_no_labels()
    {
        _fleet.Booted();
        var before = _readings.Names("ocppsim.messages").Count;

        for (var i = 0; i < 500; i++)
        {
            _fleet.Csms.Say("CP1", $$"""[2,"x{{i}}","Action{{i}}\"}\n",{}]""");
        }
        _fleet.Csms.Say("CP1", """[3,"never asked",{}]""");
        _fleet.Csms.Say("CP1", "no JSON at all");
        _fleet.Time.Advance(TimeSpan.FromSeconds(10));

        _readings.Now("ocppsim.messages other in call").ShouldBe(500);
        _readings.Now("ocppsim.messages other out error").ShouldBe(500);
        _readings.Now("ocppsim.messages other in result").ShouldBe(1);
        _readings.Now("ocppsim.messages other in unreadable").ShouldBe(1);
        _readings.Names("ocppsim.messages").Count.ShouldBe(before + 4);
    }

    [Fact]
    public void The_time_that_the_CSMS_takes_is_measured_per_action()
    {
        _fleet.Booted();

        // A handshake and each frame take a millisecond of this network.
        _readings.Of("ocppsim.call.duration BootNotification").ShouldBe([0.002]);
        _readings.Of("ocppsim.loop.lag").ShouldAllBe(lag => lag == 0);
    }

    [Fact]
    public void A_call_that_is_not_answered_in_time_is_counted_and_not_measured()
    {
        var charger = _fleet.Booted();
        _fleet.Csms.Mute = true;

        _fleet.Post(charger, new PresentTag(1, "TAG1"));
        _fleet.Time.Advance(TimeSpan.FromMinutes(2));

        _readings.Of("ocppsim.call.timeouts Authorize").ShouldBe([1]);
        _readings.Of("ocppsim.call.duration Authorize").ShouldBeEmpty();
    }

    [Fact]
    public void A_reconnect_is_a_connection_of_a_charger_that_was_connected_since_it_was_switched_on()
    {
        var charger = _fleet.Booted();
        _readings.Now("ocppsim.connects").ShouldBe(1);
        _readings.Now("ocppsim.reconnects").ShouldBe(0);

        Cut(charger, TimeSpan.FromSeconds(1));
        _fleet.Until(() => _readings.Now("ocppsim.reconnects") == 1);
        _readings.Now("ocppsim.connects").ShouldBe(2);
        _readings.Now("ocppsim.disconnects").ShouldBe(1);

        _fleet.Time.Await(charger.StopAsync(TimeSpan.FromSeconds(8)), TimeSpan.FromMinutes(1));
        charger.Start();
        _fleet.Until(() => _readings.Now("ocppsim.connects") == 3);
        _readings.Now("ocppsim.reconnects").ShouldBe(1);
        _readings.Now("ocppsim.disconnects").ShouldBe(1);
    }

    [Theory]
    [InlineData("401 Unauthorized", "not-authenticated")]
    [InlineData("404 Not Found", "refused")]
    public void Failed_attempts_to_connect_are_counted_by_reason(string refusal, string reason)
    {
        _fleet.Csms.Refusal = refusal;

        _fleet.Fleet.Add(VirtualFleet.Definition("CP1"), null).Start();
        _fleet.Until(() => _fleet.Csms.Attempts.Count == 3);
        _fleet.Time.Advance(TimeSpan.FromSeconds(1));

        _readings.Now($"ocppsim.connect.failures {reason}").ShouldBe(3);
        _readings.Now("ocppsim.connect.failures unreachable").ShouldBe(0);
        _readings.Now("ocppsim.connections waiting").ShouldBe(1);
        _readings.Now("ocppsim.registrations none").ShouldBe(1);
    }

    [Fact]
    public void Chargers_and_EVSEs_are_counted_by_state()
    {
        var charger = _fleet.Booted();
        _fleet.Fleet.Add(VirtualFleet.Definition("OFF"), null);
        _fleet.Post(charger, new PlugIn(1, null));
        _fleet.Post(charger, new PresentTag(1, "TAG1"));
        _fleet.Until(() => charger.Snapshot.Evses[0].PowerW > 0);

        _readings.Now("ocppsim.chargers running").ShouldBe(1);
        _readings.Now("ocppsim.chargers stopped").ShouldBe(1);
        _readings.Now("ocppsim.connections connected").ShouldBe(1);
        _readings.Now("ocppsim.connections off").ShouldBe(1);
        _readings.Now("ocppsim.registrations Accepted").ShouldBe(1);
        _readings.Now("ocppsim.evses Charging").ShouldBe(1);
        _readings.Now("ocppsim.evses Available").ShouldBe(1);
        _readings.Now("ocppsim.evses off").ShouldBe(2);
        _readings.Now("ocppsim.transactions").ShouldBe(1);
        _readings.Now("ocppsim.power").ShouldBe(charger.Snapshot.Evses[0].PowerW);
    }

    [Fact]
    public void What_waits_for_the_CSMS_is_in_the_queues()
    {
        var charger = _fleet.Booted();
        _fleet.Post(charger, new PlugIn(1, null));
        _fleet.Post(charger, new PresentTag(1, "TAG1"));
        _fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);
        _fleet.Csms.Refusal = "503";
        Cut(charger, TimeSpan.Zero);

        _fleet.Post(charger, new StopTransaction(1, Ocpp.V16.Reason.Local));

        _readings.Now("ocppsim.queue.messages").ShouldBe(charger.Snapshot.QueuedMessages);
        _readings.Now("ocppsim.queue.messages").ShouldNotBeNull().ShouldBeGreaterThan(0);
        _readings.Now("ocppsim.queue.chargers").ShouldBe(1);
    }

    [Fact]
    public void Lines_of_the_logs_are_counted_and_those_that_a_follower_was_too_slow_for()
    {
        using var slow = _fleet.Fleet.Log.Follow();
        var charger = _fleet.Booted();
        for (var i = 0; i < 2500; i++)
        {
            charger.Log.Append(_fleet.Time.Now, LogCategory.System, "test", "x");
        }

        var lines = _readings.Now("ocppsim.log.lines").ShouldNotBeNull();
        lines.ShouldBe(_fleet.Fleet.Log.Read(null, new LogRange(10_000)).Total);
        _readings.Now("ocppsim.log.drops").ShouldBe(slow.Take(5000)!.Dropped);
        _readings.Now("ocppsim.log.drops").ShouldBe(lines - 2000);
        _readings.Now("ocppsim.log.memory").ShouldBe(charger.Log.AllocatedBytes);
    }

    [Fact]
    public void Counting_and_measuring_a_message_allocates_nothing()
    {
        var meter = new FleetMeter(
            _meter,
            new ConcurrentDictionary<string, SimulatedCharger>(),
            [],
            new FleetShared(new FleetOptions(), _fleet.Time.Now)
        );
        var counts = new MessageCounts();
        using var deaf = new MeterListener();
        deaf.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        deaf.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        deaf.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        deaf.Start();
        _readings.Dispose();
        Measure(10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Measure(int times)
        {
            for (var i = 0; i < times; i++)
            {
                counts.Sent(MessageType.Call, "Heartbeat");
                counts.Received(MessageType.CallResult, "Heartbeat");
                counts.Received(MessageType.Call, "NoActionOfOcpp");
                counts.Received(null, "");
                meter.Answered("Heartbeat", TimeSpan.FromMilliseconds(i));
                meter.Answered("NoActionOfOcpp", TimeSpan.FromMilliseconds(i));
                meter.TimedOut("Heartbeat");
                meter.Late(TimeSpan.FromMilliseconds(i));
            }
        }
    }

    private void Cut(SimulatedCharger charger, TimeSpan duration) =>
        _fleet
            .Time.Await(charger.InjectAsync(new Disconnect { Duration = duration }), TimeSpan.FromMinutes(1))
            .Refusal.ShouldBeNull();

    public void Dispose()
    {
        _fleet.Dispose();
        _readings.Dispose();
        _meter.Dispose();
    }
}
