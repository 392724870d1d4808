using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Security;

/// <summary>AuthorizationKey and SecurityProfile (security whitepaper, use cases A01 and A05; TC_073, 083 to 087).</summary>
public sealed class SecurityProfileTests : IDisposable
{
    private const string Key = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";
    private const string NineteenBytes = "000102030405060708090A0B0C0D0E0F101112";

    private readonly X509Certificate2 _root = TestKeys.Authority("CPO root");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_new_password_of_19_bytes_is_taken_and_the_connection_made_anew_with_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("SecurityProfile", "1"), ("AuthorizationKey", Key)));
        bench.Connections[^1].Password.ShouldBe(Key);
        bench.PlugIn().Present("TAG1");
        bench.Csms.On("MeterValues", Reply.None);
        bench.WaitSeconds(11).Forget();

        Change(bench, "AuthorizationKey", NineteenBytes).ShouldBe("Accepted");
        bench.LinkIsUp.ShouldBeFalse();
        bench.Csms.Normally("MeterValues");
        bench.WaitSeconds(5);
        bench.Connections[^1].Password.ShouldBe(NineteenBytes);
        bench.Calls("MeterValues").Count.ShouldBe(1);
        bench.TheCall("SecurityEventNotification").Text("type").ShouldBe("ReconfigurationOfSecurityParameters");
        bench.Trace().ShouldNotContain(NineteenBytes);
        bench.Events.ShouldAllBe(happened => !happened.Detail.Contains(NineteenBytes));
    }

    [Theory]
    [InlineData("0", "AuthorizationKey", NineteenBytes)]
    [InlineData("1", "AuthorizationKey", NineteenBytes)]
    [InlineData("0", "SecurityProfile", "1")]
    public void A_change_of_security_is_one_event_in_any_profile_and_told_over_the_new_connection(
        string profile,
        string key,
        string value
    )
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("SecurityProfile", profile), ("AuthorizationKey", Key)));
        // The event would otherwise go out over the connection that ends, and once more over the next.
        bench.Csms.Latency = TimeSpan.FromMilliseconds(20);
        Change(bench, key, value).ShouldBe("Accepted");
        bench.LinkIsUp.ShouldBeFalse();
        bench.Calls("SecurityEventNotification").ShouldBeEmpty();
        bench.WaitSeconds(120);
        bench.TheCall("SecurityEventNotification").Text("type").ShouldBe("ReconfigurationOfSecurityParameters");
        bench.TheCall("SecurityEventNotification").Text("techInfo").ShouldBe(key);
    }

    [Fact]
    public void A_password_is_kept_apart_from_the_configuration_and_survives_a_kill()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Change(bench, "AuthorizationKey", Key).ShouldBe("Accepted");
        bench.WaitSeconds(5).Configure("HeartbeatInterval", "77");
        DurableState saved = bench.Saved.Read();
        saved.Configuration!.Keys.ShouldNotContain("AuthorizationKey");
        saved.Secrets!.AuthorizationKey.ShouldBe(Key);
        saved.ToString()!.ShouldNotContain(Key);
        bench.Kill().PowerOn();
        bench.Connections[^1].Password.ShouldBe(Key);
        bench.ChargePoint.Configuration.HeartbeatIntervalSeconds.ShouldBe(300);
    }

    [Fact]
    public void The_digits_of_a_password_are_the_password_itself_where_its_owner_wants_that()
    {
        ChargePointSettings settings = With(("AuthorizationKey", Key));
        ChargePointBench.Booted(settings).Connections[^1].PasswordAsText.ShouldBeFalse();
        ChargePointBench
            .Booted(settings with { Quirks = [Quirk.PasswordAsText] })
            .Connections[^1]
            .PasswordAsText.ShouldBeTrue();
    }

    [Fact]
    public void The_owners_password_holds_on_while_other_keys_change()
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("AuthorizationKey", Key)));
        bench.Configure("MeterValueSampleInterval", "20").Kill().PowerOn();
        bench.Connections[^1].Password.ShouldBe(Key);
    }

    [Fact]
    public void A_password_that_was_saved_with_the_configuration_is_found()
    {
        byte[] old = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"AuthorizationKey":"{{Key}}","HeartbeatInterval":"60"}"""
        );
        DurableState state = DurableState.Read(
            new Dictionary<DurableParts, byte[]> { [DurableParts.Configuration] = old },
            []
        );
        state.Configuration!.Keys.ShouldBe(["HeartbeatInterval"]);
        var cp = new ChargePoint(ChargePointBench.OneSocket, state, ChargePointBench.Start);
        cp.LinkSecurity.Password.ShouldBe(Key);
        cp.Configuration.HeartbeatIntervalSeconds.ShouldBe(60);
    }

    [Fact]
    public void A_profile_is_raised_step_by_step_and_only_with_what_it_needs()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.ServerRoot = null;
        Change(bench, "SecurityProfile", "1").ShouldBe("Rejected");
        Change(bench, "AuthorizationKey", Key).ShouldBe("Accepted");
        bench.WaitSeconds(5);
        Change(bench, "SecurityProfile", "1").ShouldBe("Accepted");
        bench.LinkIsUp.ShouldBeFalse();
        bench.WaitSeconds(5).Connections[^1].Profile.ShouldBe(1);
        bench.Calls("BootNotification").ShouldBeEmpty();

        Change(bench, "SecurityProfile", "2").ShouldBe("Rejected");
        Install(bench, _root);
        Change(bench, "SecurityProfile", "3").ShouldBe("Rejected");
        Change(bench, "SecurityProfile", "2").ShouldBe("Accepted");
        bench.WaitSeconds(5);
        LinkSecurity second = bench.Connections[^1];
        (second.Profile, second.Password).ShouldBe((2, Key));
        second.Roots!.Single().ShouldBe(_root.RawData);

        bench.Must(new RequestCertificate()).WaitSeconds(2);
        string csr = bench.TheCall("SignCertificate").Text("csr")!;
        bench.Call("CertificateSigned", new { certificateChain = TestKeys.Sign(csr, _root) });
        Change(bench, "SecurityProfile", "3").ShouldBe("Accepted");
        bench.WaitSeconds(5);
        LinkSecurity third = bench.Connections[^1];
        (third.Profile, third.Password).ShouldBe((3, null));
        third.Chain!.Count.ShouldBe(1);
        third.PrivateKey.ShouldNotBeNull();

        Change(bench, "SecurityProfile", "3").ShouldBe("Rejected");
        Change(bench, "SecurityProfile", "2").ShouldBe("Rejected");
        Change(bench, "SecurityProfile", "0").ShouldBe("Rejected");
        Change(bench, "SecurityProfile", "4").ShouldBe("Rejected");
    }

    [Fact]
    public void A_profile_that_cannot_connect_gives_way_to_the_one_before()
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("SecurityProfile", "1"), ("AuthorizationKey", Key)));
        Install(bench, _root);
        bench.Admission = security => security.Profile == 2 ? new(LinkFailureKind.Tls, "no TLS there") : null;
        Change(bench, "SecurityProfile", "2").ShouldBe("Accepted");
        bench.WaitSeconds(15).LinkIsUp.ShouldBeFalse();
        bench.WaitSeconds(30).LinkIsUp.ShouldBeTrue();
        bench.Connections[^1].Profile.ShouldBe(1);
        bench.ChargePoint.Configuration.SecurityProfile.ShouldBe(1);
        bench
            .Calls("SecurityEventNotification")[^1]
            .Text("techInfo")!
            .ShouldBe("security profile 2 cannot connect (no TLS there): back to 1");
        // The way up is open still.
        bench.Admission = null;
        Change(bench, "SecurityProfile", "2").ShouldBe("Accepted");
        bench.WaitSeconds(5).Connections[^1].Profile.ShouldBe(2);
    }

    [Fact]
    public void A_profile_on_trial_gives_way_after_a_kill_too_and_at_once_when_the_link_gives_up()
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("AuthorizationKey", Key)));
        bench.Admission = security => security.Profile == 1 ? new(LinkFailureKind.Refused, "no", GaveUp: true) : null;
        bench.GoOffline().Must(new SetConfiguration("SecurityProfile", "1"));
        bench.Kill().PowerOn().GoOnline().WaitSeconds(5);
        bench.Connections[^1].Profile.ShouldBe(0);
    }

    [Fact]
    public void A_profile_that_has_connected_once_is_not_left_any_more()
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("AuthorizationKey", Key)));
        Change(bench, "SecurityProfile", "1").ShouldBe("Accepted");
        bench.WaitSeconds(5).LinkIsUp.ShouldBeTrue();
        bench.Admission = _ => new(LinkFailureKind.NotAuthenticated, "no");
        bench.GoOffline().GoOnline().WaitSeconds(600);
        bench.ChargePoint.Configuration.SecurityProfile.ShouldBe(1);
    }

    [Theory]
    [InlineData("1", "Security profile 1 needs an AuthorizationKey, and none is set.")]
    [InlineData("2", "Security profile 2 needs a CentralSystemRootCertificate, and none is installed.")]
    [InlineData("3", "Security profile 3 needs a CentralSystemRootCertificate, and none is installed.")]
    public void What_a_profile_lacks_is_said(string profile, string missing) =>
        new ChargePoint(With(("SecurityProfile", profile)), null, ChargePointBench.Start).LinkSecurity.Missing.ShouldBe(
            missing
        );

    [Fact]
    public void Profile_zero_sends_a_password_that_it_has_and_asks_the_hosts_roots_until_one_is_installed()
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("AuthorizationKey", Key)));
        (bench.Connections[^1].Password, bench.Connections[^1].Roots).ShouldBe((Key, null));
        Install(bench, _root);
        bench.ChargePoint.LinkSecurity.Roots!.Count.ShouldBe(1);
    }

    internal static string Change(ChargePointBench bench, string key, string value) =>
        bench.Call("ChangeConfiguration", new { key, value })["status"]!.GetValue<string>();

    internal static JsonObject Install(ChargePointBench bench, X509Certificate2 root) =>
        bench.Call(
            "InstallCertificate",
            new
            {
                certificateType = nameof(CertificateUse.CentralSystemRootCertificate),
                certificate = root.ExportCertificatePem(),
            }
        );

    internal static ChargePointSettings With(params (string Key, string Value)[] configuration) =>
        ChargePointBench.OneSocket with
        {
            SerialNumber = "SN1",
            Vendor = "Acme",
            Configuration = configuration.ToDictionary(pair => pair.Key, pair => pair.Value),
        };
}
