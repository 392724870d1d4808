using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Reservations;

/// <summary>Who may use a reserved connector, and what ends a reservation: OCPP 1.6 §4.9, §5.13, certification cases 046, 047, 053.</summary>
public sealed class ReservedConnectorTests
{
    private const string Conflict = "the EVSE is reserved for somebody else";

    [Fact]
    public void Only_the_reserved_tag_starts_and_its_start_names_the_reservation()
    {
        ChargePointBench bench = Reserved();
        bench.Do(new PresentTag(1, "TAG2"))!.Detail.ShouldBe(Conflict);
        bench.Actions().ShouldBeEmpty();
        bench.Present("tag1").Statuses().ShouldBe(["Preparing"]);
        bench.PlugIn().ReservationOfStart().ShouldBe(7);
        bench.Actions().ShouldBe(["Authorize", "StartTransaction"]);
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
        bench.ChargePoint.Snapshot.Reservations.ShouldBeNull();
        // It is used up.
        bench.Must(new StopTransaction(1, Reason.Local)).Unplug().Forget();
        bench.Charge("TAG2").ReservationOfStart().ShouldBeNull();
    }

    [Fact]
    public void A_remote_start_of_the_reserved_tag_uses_it_and_any_other_is_rejected()
    {
        ChargePointBench bench = Reserved();
        bench.RemoteStart("TAG2", 1).ShouldBe("Rejected");
        bench.RemoteStart("TAG2").ShouldBe("Rejected");
        bench.RemoteStart("TAG1", 1).ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void A_remote_start_without_a_connector_goes_where_the_tag_has_reserved()
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.Reserve(2);
        bench.PlugIn(1).RemoteStart("TAG1").ShouldBe("Accepted");
        bench.Status(2).ShouldBe(ChargePointStatus.Preparing);
        bench.RemoteStart("TAG2").ShouldBe("Accepted");
        bench.Status(1).ShouldBe(ChargePointStatus.Charging);
    }

    [Fact]
    public void A_remote_start_without_authorization_needs_to_know_the_group()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AuthorizeRemoteTxRequests", "false"));
        bench.Csms.Tag("TAG2", "Accepted", "GROUP");
        bench.Reserve(1, parent: "GROUP");
        bench.RemoteStart("TAG2", 1).ShouldBe("Rejected");
        bench.Configure("AuthorizeRemoteTxRequests", "true");
        bench.RemoteStart("TAG2", 1).ShouldBe("Accepted");
        bench.PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Theory]
    [InlineData("group", true)]
    [InlineData("OTHER", false)]
    [InlineData(null, false)]
    public void A_tag_of_the_group_may_use_it_as_authorize_tells(string? parent, bool starts)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("TAG2", "Accepted", parent);
        bench.Reserve(1, parent: "GROUP");
        bench.Present("TAG2").PlugIn();
        bench.TheCall("Authorize").Text("idTag").ShouldBe("TAG2");
        bench.Calls("StartTransaction").Count.ShouldBe(starts ? 1 : 0);
        if (starts)
        {
            bench.ReservationOfStart().ShouldBe(7);
        }
    }

    [Fact]
    public void The_group_is_looked_up_in_the_list_and_the_cache_before()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        bench.Csms.Tag("CACHED", "Accepted", "GROUP").Tag("FOREIGN", "Accepted", "OTHER");
        foreach (string tag in new[] { "CACHED", "FOREIGN" })
        {
            bench.Charge(tag).Must(new StopTransaction(1, Reason.Local)).Unplug();
        }
        bench.Reserve(1, parent: "GROUP");
        bench.Forget().Do(new PresentTag(1, "FOREIGN"))!.Detail.ShouldBe(Conflict);
        bench.Present("CACHED").PlugIn().Actions().ShouldBe(["StartTransaction"]);
        bench.ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void A_tag_is_never_compared_with_a_group()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("GROUP", "Accepted");
        bench.Reserve(1, "TAG1", parent: "GROUP");
        bench.Present("GROUP").PlugIn().Calls("StartTransaction").ShouldBeEmpty();
        bench.Unplug().Cancel();
        bench.Csms.Tag("TAG2", "Accepted", "TAG1");
        bench.Reserve(1, "TAG1");
        bench.Do(new PresentTag(1, "TAG2"))!.Detail.ShouldBe(Conflict);
    }

    [Fact]
    public void Offline_the_reserved_tag_starts_by_the_list_and_an_unknown_group_does_not()
    {
        ChargePointBench bench = Reserved(parent: "GROUP");
        bench.Configure("AllowOfflineTxForUnknownId", "true").GoOffline();
        bench.Present("TAG2").Status().ShouldBe(ChargePointStatus.Reserved);
        bench.Present("TAG1").PlugIn().GoOnline();
        bench.ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void A_car_that_is_plugged_in_does_not_change_a_reserved_connector()
    {
        ChargePointBench bench = Reserved();
        bench.PlugIn().WaitSeconds(120).Statuses().ShouldBeEmpty();
        bench.Unplug().Statuses().ShouldBeEmpty();
        bench.PlugIn().Present("TAG1").Statuses().ShouldBe(["Preparing", "Charging"]);
        bench.ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void A_reserved_tag_that_does_not_come_with_its_car_leaves_the_reservation()
    {
        ChargePointBench bench = Reserved();
        bench.Present("TAG1").WaitSeconds(60);
        bench.Statuses().ShouldBe(["Preparing", "Available", "Reserved"]);
        bench.Present("TAG1").Present("TAG1").Status().ShouldBe(ChargePointStatus.Reserved);
        bench.Present("TAG1").PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void It_expires_by_the_chargers_clock_to_the_second()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, seconds: 90);
        bench.Forget().WaitSeconds(89.999).Statuses().ShouldBeEmpty();
        bench.WaitSeconds(0.001).Statuses().ShouldBe(["Available"]);
        bench.Calls("StatusNotification")[0].Time().ShouldBe(bench.Now.ToUtc());
        bench.Charge("TAG2").ReservationOfStart().ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_is_set_ahead_ends_it_at_once()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, seconds: 600);
        bench.Csms.ClockOffset = TimeSpan.FromMinutes(20);
        bench.WaitSeconds(300).Statuses().ShouldBe(["Reserved", "Available"]);
    }

    [Fact]
    public void It_expires_over_a_car_that_waits()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, seconds: 90);
        bench.PlugIn().WaitSeconds(90).Statuses().ShouldBe(["Reserved", "Available", "Preparing"]);
        bench.Present("TAG2").ReservationOfStart().ShouldBeNull();
    }

    [Fact]
    public void Expired_while_its_tag_was_on_its_way_the_start_does_not_name_it()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, seconds: 30);
        bench.Present("TAG1").WaitSeconds(30).PlugIn().ReservationOfStart().ShouldBeNull();
    }

    [Fact]
    public void A_fault_ends_it()
    {
        ChargePointBench bench = Reserved();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null)).Must(new FaultCleared(1));
        bench.Statuses().ShouldBe(["Faulted", "Available"]);
        bench.Cancel().ShouldBe("Rejected");
    }

    [Fact]
    public void A_fault_of_the_charge_point_ends_all()
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.Reserve(1, id: 1);
        bench.Reserve(0, id: 2);
        bench.Forget().Must(new FaultStarted(0, ChargePointErrorCode.GroundFailure, null));
        bench.Statuses(1).ShouldBe(["Available"]);
        bench.ChargePoint.Snapshot.Reservations.ShouldBeNull();
    }

    [Fact]
    public void Unavailable_ends_it_and_goes_there_directly()
    {
        ChargePointBench bench = Reserved();
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Inoperative" })["status"]!
            .GetValue<string>()
            .ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Unavailable"]);
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Operative" });
        bench.Statuses().ShouldBe(["Unavailable", "Available"]);
        bench.Cancel().ShouldBe("Rejected");
    }

    [Fact]
    public void A_power_loss_does_not_end_it_but_its_date_does()
    {
        ChargePointBench bench = Reserved();
        bench.Kill().Forget().WaitSeconds(60).PowerOn();
        bench.Statuses().ShouldBe(["Reserved"]);
        bench.Do(new PresentTag(1, "TAG2")).ShouldNotBeNull();
        bench.Kill().Forget().WaitSeconds(3_600).PowerOn();
        bench.Statuses().ShouldBe(["Available"]);
        bench.Saved.Read().Reservations.ShouldBeEmpty();
    }

    [Fact]
    public void A_reset_does_not_end_it()
    {
        ChargePointBench bench = Reserved();
        bench.Call("Reset", new { type = "Hard" });
        bench.WaitSeconds(30).Statuses().ShouldBe(["Reserved"]);
        bench.Present("TAG1").PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void Used_it_does_not_come_back_after_a_kill()
    {
        ChargePointBench bench = Reserved();
        bench.Present("TAG1").PlugIn().Kill().PowerOn();
        bench.Saved.Read().Reservations.ShouldBeEmpty();
    }

    [Fact]
    public void By_hand_a_reserved_connector_is_neither_freed_nor_taken()
    {
        ChargePointBench bench = Reserved();
        foreach (
            ChargePointStatus to in new[]
            {
                ChargePointStatus.Available,
                ChargePointStatus.Preparing,
                ChargePointStatus.Charging,
                ChargePointStatus.Reserved,
            }
        )
        {
            bench.Do(new SetStatus(1, to, ChargePointErrorCode.NoError, null))!.Kind.ShouldBe(RefusalKind.Conflict);
        }
        bench.Must(new SetStatus(1, ChargePointStatus.Unavailable, ChargePointErrorCode.NoError, null));
        bench.Statuses().ShouldBe(["Unavailable"]);
        bench.ChargePoint.Snapshot.Reservations.ShouldBeNull();
    }

    [Fact]
    public void An_evse_that_is_taken_away_takes_its_reservation_with_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Reserve(2);
        bench.Kill(ChargePointBench.OneSocket).PowerOn();
        bench.ChargePoint.Snapshot.Reservations.ShouldBeNull();
        bench.Cancel().ShouldBe("Rejected");
    }

    [Fact]
    public void Without_the_profile_there_are_no_reservations_any_more()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1);
        bench
            .Kill(
                ChargePointBench.OneSocket with
                {
                    Configuration = new Dictionary<string, string> { ["SupportedFeatureProfiles"] = "Core" },
                }
            )
            .Forget()
            .PowerOn();
        bench.Statuses().ShouldBe(["Available"]);
        bench.Charge("TAG2").ReservationOfStart().ShouldBeNull();
    }

    [Fact]
    public void Without_authorization_before_the_start_reservations_count_as_well()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                AuthorizeBeforeStart = false,
            }
        );
        bench.Reserve(1);
        bench.Do(new PresentTag(1, "TAG2"))!.Detail.ShouldBe(Conflict);
        bench.Present("TAG1").PlugIn().ReservationOfStart().ShouldBe(7);
    }

    private static ChargePointBench Reserved(string? parent = null)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, parent: parent).ShouldBe("Accepted");
        return bench.Forget();
    }
}
