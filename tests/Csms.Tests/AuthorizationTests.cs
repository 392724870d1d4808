using Ocpp.V16;

namespace Csms.Tests;

public sealed class AuthorizationTests
{
    private static string? Authorize(Wire wire, string idTag) =>
        wire.Call("Authorize", $$"""{"idTag":"{{idTag}}"}""")
            .GetProperty("idTagInfo")
            .GetProperty("status")
            .GetString();

    private static string? StatusOf(System.Text.Json.JsonElement answer) =>
        answer.GetProperty("idTagInfo").GetProperty("status").GetString();

    [Theory]
    [InlineData(true, "Accepted")]
    [InlineData(false, "Invalid")]
    public void Unknown_tags_are_answered_as_the_option_says(bool accept, string expected)
    {
        var wire = new Wire(new CentralSystem(new() { AcceptUnknownTags = accept }));
        Authorize(wire, "NOBODY").ShouldBe(expected);
        StatusOf(wire.StartTransaction("NOBODY", 1, 0, Wire.Origin)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(AuthorizationStatus.Blocked)]
    [InlineData(AuthorizationStatus.Expired)]
    [InlineData(AuthorizationStatus.Invalid)]
    public void A_tag_has_its_state_whatever_its_case(AuthorizationStatus status)
    {
        var central = new CentralSystem(new());
        central.IdTags.Set(new IdTagEntry("Card-A", status, ParentIdTag: "FLEET"));
        var wire = new Wire(central);
        var info = wire.Call("Authorize", """{"idTag":"CARD-a"}""").GetProperty("idTagInfo");
        info.GetProperty("status").GetString().ShouldBe(status.ToString());
        info.GetProperty("parentIdTag").GetString().ShouldBe("FLEET");
    }

    [Fact]
    public void A_tag_expires_at_its_date()
    {
        var central = new CentralSystem(new());
        central.IdTags.Set(new IdTagEntry("CARD", AuthorizationStatus.Accepted, Wire.Origin.AddMinutes(1)));
        var wire = new Wire(central);
        Authorize(wire, "CARD").ShouldBe("Accepted");
        wire.Now += TimeSpan.FromMinutes(1);
        Authorize(wire, "CARD").ShouldBe("Expired");
    }

    [Fact]
    public void A_tag_that_was_removed_is_unknown_again()
    {
        var central = new CentralSystem(new() { AcceptUnknownTags = false });
        var told = new List<IdTagChange>();
        central.IdTags.Changed = told.Add;
        central.IdTags.Set(new IdTagEntry("Card", AuthorizationStatus.Accepted));
        var wire = new Wire(central);
        Authorize(wire, "CARD").ShouldBe("Accepted");

        central.IdTags.Remove("cARD").ShouldBeTrue();
        Authorize(wire, "CARD").ShouldBe("Invalid");
        central.IdTags.Remove("Card").ShouldBeFalse();
        told[^1].ShouldBe(new IdTagChange("Card", null));
        told.Count.ShouldBe(2);
    }

    [Fact]
    public void A_second_transaction_is_ConcurrentTx_only_where_the_tag_says_so()
    {
        var central = new CentralSystem(new());
        central.IdTags.Set(new IdTagEntry("SINGLE", AuthorizationStatus.Accepted, AllowConcurrentTx: false));
        var one = new Wire(central, "CP1");
        var two = new Wire(central, "CP2");
        var first = one.StartTransaction("SINGLE", 1, 0, Wire.Origin);
        StatusOf(first).ShouldBe("Accepted");
        var second = two.StartTransaction("single", 1, 0, Wire.Origin);
        StatusOf(second).ShouldBe("ConcurrentTx");
        Authorize(two, "SINGLE").ShouldBe("Accepted", "ConcurrentTx is an answer to StartTransaction only");
        two.Stop(second.GetProperty("transactionId").GetInt32(), 0);
        one.Stop(first.GetProperty("transactionId").GetInt32(), 0);
        StatusOf(two.StartTransaction("SINGLE", 1, 0, Wire.Origin.AddHours(2))).ShouldBe("Accepted");

        StatusOf(one.StartTransaction("ANY", 1, 0, Wire.Origin)).ShouldBe("Accepted");
        StatusOf(two.StartTransaction("ANY", 2, 0, Wire.Origin)).ShouldBe("Accepted");
    }

    [Fact]
    public void A_repeated_start_does_not_count_as_a_second_transaction()
    {
        var central = new CentralSystem(new());
        central.IdTags.Set(new IdTagEntry("SINGLE", AuthorizationStatus.Accepted, AllowConcurrentTx: false));
        var wire = new Wire(central);
        wire.StartTransaction("SINGLE", 1, 0, Wire.Origin, id: "a");
        StatusOf(wire.StartTransaction("SINGLE", 1, 0, Wire.Origin, id: "a")).ShouldBe("Accepted");
    }

    [Fact]
    public void A_stop_answers_the_tag_only_when_it_carries_one()
    {
        var central = new CentralSystem(new());
        central.IdTags.Set(new IdTagEntry("CARD", AuthorizationStatus.Blocked));
        var wire = new Wire(central);
        wire.Stop(wire.Start(), 1).TryGetProperty("idTagInfo", out _).ShouldBeFalse();
        var answer = wire.Stop(wire.Start(meterStart: 5), 6, ""","idTag":"CARD" """);
        StatusOf(answer).ShouldBe("Blocked");
    }
}
