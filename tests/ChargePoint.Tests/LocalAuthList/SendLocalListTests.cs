using TestKit;
using static ChargePoints.Tests.LocalAuthList.Lists;

namespace ChargePoints.Tests.LocalAuthList;

/// <summary>SendLocalList and GetLocalListVersion: OCPP 1.6 §5.10, §5.15, certification cases 042 and 043.</summary>
public sealed class SendLocalListTests
{
    [Fact]
    public void A_full_update_replaces_the_list_and_sets_its_version()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Version().ShouldBe(0);
        bench.Full(3, Entry("B"), Entry("A", "Blocked")).ShouldBe("Accepted");
        bench.Version().ShouldBe(3);
        bench.Listed().ShouldBe(["A Blocked", "B Accepted"]);
        // Full may go back: it stands for itself.
        bench.Full(2, Entry("C")).ShouldBe("Accepted");
        bench.Version().ShouldBe(2);
        bench.Listed().ShouldBe(["C Accepted"]);
    }

    [Fact]
    public void A_differential_update_adds_changes_and_deletes()
    {
        ChargePointBench bench = With(Entry("A"), Entry("B"), Entry("C"));
        bench
            .Differential(2, Entry("D"), Entry("b", "Blocked"), Entry("A", null), Entry("X", null))
            .ShouldBe("Accepted");
        bench.Version().ShouldBe(2);
        bench.Listed().ShouldBe(["b Blocked", "C Accepted", "D Accepted"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_empty_full_update_clears_the_list_and_its_version_is_0(bool absent)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Update("Full", 1, absent ? null : []).ShouldBe("Accepted");
        bench.Version().ShouldBe(0);
        bench.Full(5, Entry("A")).ShouldBe("Accepted");
        bench.Update("Full", 6, absent ? null : []).ShouldBe("Accepted");
        bench.Version().ShouldBe(0);
        bench.ChargePoint.Snapshot.LocalAuthList.ShouldBeNull();
        // What counts is the version that was told.
        bench.Differential(1, Entry("B")).ShouldBe("Accepted");
        bench.Version().ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_empty_differential_update_changes_nothing_but_the_version(bool absent)
    {
        ChargePointBench bench = With(Entry("A"));
        bench.Update("Differential", 9, absent ? null : []).ShouldBe("Accepted");
        bench.Version().ShouldBe(9);
        bench.Listed().ShouldBe(["A Accepted"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(-7)]
    public void A_differential_update_that_is_not_newer_mismatches_and_the_version_stays(int version)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Full(2, Entry("A")).ShouldBe("Accepted");
        bench.Differential(5, Entry("B")).ShouldBe("Accepted");
        bench.Differential(version, Entry("C")).ShouldBe("VersionMismatch");
        bench.Version().ShouldBe(5);
        bench.Listed().ShouldBe(["A Accepted", "B Accepted"]);
    }

    [Theory]
    [InlineData("Full", 0)]
    [InlineData("Full", -1)]
    [InlineData("Differential", 0)]
    [InlineData("Differential", -1)]
    public void The_versions_that_mean_something_else_fail(string type, int version)
    {
        ChargePointBench bench = With(Entry("A"));
        bench.Update(type, version, [Entry("B")]).ShouldBe("Failed");
        bench.Version().ShouldBe(1);
    }

    [Fact]
    public void A_tag_twice_fails_whatever_its_case_and_nothing_is_applied()
    {
        ChargePointBench bench = With(Entry("A"));
        bench.Full(2, Entry("TAG"), Entry("tag")).ShouldBe("Failed");
        bench.Differential(2, Entry("B"), Entry("A", null), Entry("b", null)).ShouldBe("Failed");
        bench.Version().ShouldBe(1);
        bench.Listed().ShouldBe(["A Accepted"]);
    }

    [Fact]
    public void A_full_entry_without_idTagInfo_fails()
    {
        ChargePointBench bench = With(Entry("A"));
        bench.Full(2, Entry("B"), Entry("C", null)).ShouldBe("Failed");
        bench.Listed().ShouldBe(["A Accepted"]);
    }

    [Fact]
    public void More_entries_than_SendLocalListMaxLength_fail()
    {
        ChargePointBench bench = WithLimits(("SendLocalListMaxLength", "2"));
        bench.Full(1, Entry("A"), Entry("B"), Entry("C")).ShouldBe("Failed");
        bench.Differential(1, Entry("A"), Entry("B"), Entry("C", null)).ShouldBe("Failed");
        bench.Full(1, Entry("A"), Entry("B")).ShouldBe("Accepted");
    }

    [Fact]
    public void A_list_that_would_be_longer_than_LocalAuthListMaxLength_fails()
    {
        ChargePointBench bench = WithLimits(("LocalAuthListMaxLength", "3"));
        bench.Full(1, Entry("A"), Entry("B"), Entry("C"), Entry("D")).ShouldBe("Failed");
        bench.Full(1, Entry("A"), Entry("B")).ShouldBe("Accepted");
        bench.Differential(2, Entry("C"), Entry("D")).ShouldBe("Failed");
        bench.Version().ShouldBe(1);
        bench.Differential(2, Entry("C"), Entry("D"), Entry("a", null)).ShouldBe("Accepted");
        bench.Listed().ShouldBe(["B Accepted", "C Accepted", "D Accepted"]);
    }

    [Fact]
    public void The_limits_can_be_read_and_not_written()
    {
        ChargePointBench bench = WithLimits(("LocalAuthListMaxLength", "3"), ("SendLocalListMaxLength", "2"));
        var keys = bench.Call(
            "GetConfiguration",
            new { key = new[] { "LocalAuthListMaxLength", "SendLocalListMaxLength" } }
        )["configurationKey"]!.AsArray();
        keys.Select(key => (string?)key!["value"]).ShouldBe(["3", "2"]);
        keys.ShouldAllBe(key => (bool)key!["readonly"]!);
    }

    [Fact]
    public void Switched_off_the_list_is_hidden_and_kept()
    {
        ChargePointBench bench = With(Entry("A"));
        bench.Configure("LocalAuthListEnabled", "false");
        bench.Version().ShouldBe(-1);
        bench.Full(2, Entry("B")).ShouldBe("NotSupported");
        bench.Configure("LocalAuthListEnabled", "true");
        bench.Version().ShouldBe(1);
        bench.Listed().ShouldBe(["A Accepted"]);
    }

    [Fact]
    public void Without_the_profile_there_is_no_list()
    {
        ChargePointBench bench = WithLimits(("SupportedFeatureProfiles", "Core"));
        bench.Version().ShouldBe(-1);
        bench.Full(1, Entry("A")).ShouldBe("NotSupported");
        bench.TryCall("SendLocalList", new { listVersion = 1 })!.ErrorCode.ShouldBe("ProtocolError");
        bench.Call("GetConfiguration", new { key = new[] { "SupportedFeatureProfiles" } })["configurationKey"]![0]![
            "value"
        ]!
            .GetValue<string>()
            .ShouldBe("Core");
    }

    [Fact]
    public void An_accepted_update_is_durable_before_it_is_answered_and_survives_a_kill()
    {
        ChargePointBench bench = With(Entry("A"), Entry("B", "Blocked", "GROUP", "2027-01-01T00:00:00Z"));
        bench.Saved.Read().LocalAuthList.Entries.Count.ShouldBe(2);
        bench.Kill().PowerOn();
        bench.Version().ShouldBe(1);
        LocalListEntry blocked = bench.ChargePoint.Snapshot.LocalAuthList!.Find("b")!.Value;
        blocked.ShouldBe(
            new("B", Ocpp.V16.AuthorizationStatus.Blocked, DateTimeOffset.Parse("2027-01-01T00:00:00Z"), "GROUP")
        );
        bench.Full(2).ShouldBe("Accepted");
        bench.Kill().PowerOn();
        bench.Version().ShouldBe(0);
    }

    [Fact]
    public void Updates_are_told_with_the_reason_of_a_refusal()
    {
        ChargePointBench bench = With(Entry("A"));
        bench.Differential(1, Entry("B"));
        bench
            .Events.Single(it => it.Type == ChargePointEventType.CallRefused)
            .Detail.ShouldBe("SendLocalList VersionMismatch: Differential, version 1: the list has version 1");
    }

    private static ChargePointBench WithLimits(params (string Key, string Value)[] keys) =>
        ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = keys.ToDictionary(pair => pair.Key, pair => pair.Value),
            }
        );
}
