using ChargePoints;
using Ocpp.V16;
using Simulation.Transport;
using TestKit;

namespace Simulation.Tests.Fleet;

/// <summary>Security profiles of a charger in the fleet (security whitepaper, use cases A01 to A05).</summary>
public sealed class SecurityTests
{
    private const string Key = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_charger_climbs_from_no_security_to_mutual_TLS_over_real_sockets()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new ClimbCsms(server, root);
        var backoff = new BackoffSettings { First = TimeSpan.FromMilliseconds(50) };
        await using var fleet = new Simulation.Fleet(
            new FleetOptions { Loops = 1, Backoff = backoff },
            new NullStore()
        );
        var definition = VirtualFleet.Definition("CP 1", link: new LinkSettings { CsmsUrl = csms.Url });
        var charger = fleet.Add(
            definition with
            {
                ChargePoint = definition.ChargePoint with { SerialNumber = "SN1", Vendor = "Acme" },
            },
            null
        );
        charger.Start();
        var connection = await csms.NextAsync();
        connection.Authorization.ShouldBeNull();

        await connection.ChangeAsync("AuthorizationKey", Key);
        connection = await csms.NextAsync();
        connection.Authorization.ShouldStartWith("Basic ");
        await connection.ChangeAsync("SecurityProfile", "1");
        connection = await csms.NextAsync();
        connection.Secure.ShouldBeFalse();

        var certificate = new
        {
            certificateType = "CentralSystemRootCertificate",
            certificate = root.ExportCertificatePem(),
        };
        (await connection.CallAsync("InstallCertificate", certificate)).ShouldBe("Accepted");
        await connection.ChangeAsync("SecurityProfile", "2");
        connection = await csms.NextAsync();
        connection.Secure.ShouldBeTrue();
        connection.Authorization.ShouldStartWith("Basic ");
        connection.ClientSubject.ShouldBeNull();
        (await csms.EventAsync()).ShouldNotBeNull();

        (await charger.PostAsync(new RequestCertificate())).Refusal.ShouldBeNull();
        var chain = TestKeys.Sign(await csms.RequestAsync(), root);
        (await connection.CallAsync("CertificateSigned", new { certificateChain = chain })).ShouldBe("Accepted");
        await connection.ChangeAsync("SecurityProfile", "3");
        connection = await csms.NextAsync();
        connection.Secure.ShouldBeTrue();
        connection.Authorization.ShouldBeNull();
        connection.ClientSubject.ShouldBe("O=Acme, CN=SN1");
        charger.Snapshot.Security!.Certificates.Count(shown => shown.InUse).ShouldBe(2);
        charger.Link.Detail.ShouldStartWith("wss://");
        await fleet.StopAsync(Limit).WaitAsync(2 * Limit);
        csms.Boots.ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void A_profile_that_cannot_connect_is_left_again_also_where_the_link_would_give_up(int? maxAttempts)
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Fleet.Add(
            VirtualFleet.Definition(
                "CP1",
                new Dictionary<string, string> { ["AuthorizationKey"] = Key },
                link: new LinkSettings
                {
                    CsmsUrl = new Uri("ws://csms.example/ocpp"),
                    MaxReconnectAttempts = maxAttempts,
                }
            ),
            null
        );
        charger.Start();
        fleet.Until(() => charger.Snapshot.Registration is not null);
        fleet.Csms.Refuses = request => request.Security.Profile == 1 ? "HTTP 403" : null;

        fleet.Post(charger, new SetConfiguration("SecurityProfile", "1")).Refusal.ShouldBeNull();
        charger.Configuration.SecurityProfile.ShouldBe(1);
        fleet.Until(() => charger.Configuration.SecurityProfile == 0);
        fleet.Until(() => charger.Link.State == LinkState.Connected);
        charger.Snapshot.Registration.ShouldBe(RegistrationStatus.Accepted);
    }

    [Fact]
    public void A_refused_password_is_told_once_the_CSMS_lets_it_in()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted(
            configuration: new Dictionary<string, string> { ["AuthorizationKey"] = Key, ["SecurityProfile"] = "1" }
        );
        fleet.Csms.Refuses = _ => "HTTP 401";
        fleet.Post(charger, new SetConfiguration("AuthorizationKey", new string('b', 40)));
        fleet.Until(() => charger.Link.State == LinkState.Waiting);
        fleet.Time.Advance(TimeSpan.FromMinutes(10));
        fleet.Csms.Refuses = null;
        fleet.Time.Advance(TimeSpan.FromMinutes(6));
        fleet.Until(() => charger.Snapshot.Security!.Events.All(entry => !entry.Pending));
        charger
            .Snapshot.Security!.Events.Select(entry => entry.Type)
            .ShouldBe([
                SecurityEventType.StartupOfTheDevice,
                SecurityEventType.ReconfigurationOfSecurityParameters,
                SecurityEventType.FailedToAuthenticateAtCentralSystem,
            ]);
    }

    [Fact]
    public void Nobody_can_post_what_only_the_loop_knows()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        foreach (
            var input in (ChargePointInput[])
                [new LinkFailed(LinkFailureKind.Tls, ""), new CertificateRequestReady(1, "", [])]
        )
        {
            Should.Throw<ArgumentException>(() => fleet.Post(charger, input));
        }
    }
}
