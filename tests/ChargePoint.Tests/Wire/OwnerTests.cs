using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Whoever began a session is never locked out by somebody else's card: OCPP 1.6 §4.10, §4.8.</summary>
public sealed class OwnerTests
{
    [Fact]
    public void The_owner_stops_while_another_tag_is_being_checked()
    {
        ChargePointBench bench = InGroup().Charge("TAG1");
        bench.Csms.On("Authorize", Reply.None);
        bench.Present("TAG2").Present("TAG1");
        bench.WaitSeconds(31).TheCall("StopTransaction").Text("idTag").ShouldBe("TAG1");
    }

    [Fact]
    public void A_check_does_not_outlive_the_transaction_that_it_was_to_stop()
    {
        ChargePointBench bench = InGroup().Charge("TAG1");
        bench.Csms.On("Authorize", Reply.None);
        bench.Present("TAG2").Must(new StopTransaction(1, Ocpp.V16.Reason.Local));
        bench.Csms.Normally("Authorize");
        bench.Unplug().PlugIn().Present("TAG3").WaitSeconds(31);
        bench.Calls("StartTransaction").Count.ShouldBe(2);
        bench.Calls("StopTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void The_owner_frees_the_cable_while_another_tag_is_being_checked()
    {
        ChargePointBench bench = InGroup();
        Refuse(bench);
        bench.Charge("TAG1").ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBeTrue();
        bench.Csms.On("Authorize", Reply.None);
        bench.Present("TAG2").Present("TAG1");
        bench.ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBeFalse();
        bench.WaitSeconds(31).Unplug();
    }

    [Theory]
    [InlineData("Hard")]
    [InlineData("Soft")]
    [InlineData("PowerLoss")]
    [InlineData("Kill")]
    public void A_cable_kept_after_DeAuthorized_is_kept_over_a_boot(string how)
    {
        ChargePointBench bench = InGroup();
        Refuse(bench);
        bench.Charge("TAG1").WaitSeconds(5);
        switch (how)
        {
            case "PowerLoss":
                bench.Must(new PowerLost());
                break;
            case "Kill":
                bench.Kill();
                break;
            default:
                bench.Call("Reset", new { type = how });
                break;
        }
        bench.PowerOn().WaitSeconds(30);
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.Statuses()[^1].ShouldBe("Finishing");
        bench.Do(new Unplug(1, UnplugSide.Evse)).ShouldNotBeNull();
        bench.Present("TAG3");
        bench.ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBeTrue();
        bench.Present("TAG1").Unplug();
        bench.Statuses()[^1].ShouldBe("Available");
    }

    private static ChargePointBench InGroup()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("TAG1", "Accepted", "GROUP");
        return bench;
    }

    private static void Refuse(ChargePointBench bench) =>
        bench.Csms.On(
            "StartTransaction",
            Reply.Result(new { transactionId = 7, idTagInfo = new { status = "Invalid", parentIdTag = "GROUP" } })
        );
}
