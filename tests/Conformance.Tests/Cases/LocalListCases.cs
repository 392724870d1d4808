using Conformance.Tests.Harness;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>The local authorization list: OCPP 1.6 §3.5.2, §5.10, §5.15.</summary>
public sealed class LocalListCases
{
    private static readonly object[] TwoTags =
    [
        new { idTag = Tag, idTagInfo = new { status = "Accepted" } },
        new { idTag = OtherTag, idTagInfo = new { status = "Accepted" } },
    ];

    [Case(
        "042_1",
        "Get Local List Version - Not Supported",
        Note = "-1 with the profile absent, and with LocalAuthListEnabled false."
    )]
    public void Version_not_supported()
    {
        using var absent = TestSystem.Booted(Without("LocalAuthListManagement"));
        ExpectVersion(absent, -1);
        using var disabled = TestSystem.Booted();
        disabled.Configure("LocalAuthListEnabled", "false");
        ExpectVersion(disabled, -1);
    }

    [Case("042_2", "Get Local List Version - Empty")]
    public void Version_empty()
    {
        using var test = TestSystem.Booted();
        test.Send("SendLocalList", new { listVersion = 1, updateType = "Full" }, "Accepted");
        ExpectVersion(test, 0);
    }

    [Case("043", "Send Local Authorization List")]
    public void Send_list()
    {
        using var test = TestSystem.Booted();
        Send(test, 1, "Full", "Accepted", TwoTags);
        ExpectVersion(test, 1);
        Send(test, 2, "Differential", "Accepted", new { idTag = "TAG3", idTagInfo = new { status = "Blocked" } });
        ExpectVersion(test, 2);
    }

    [Case("043_1", "Send Local Authorization List - Not Supported", Note = "NotSupported.")]
    public void Send_list_not_supported()
    {
        using var test = TestSystem.Booted(Without("LocalAuthListManagement"));
        SentFrame answer = test.Send("SendLocalList", List(1, "Full", TwoTags));
        (answer.Text("status") == "NotSupported" || answer.ErrorCode == "NotSupported").ShouldBeTrue($"{answer}");
    }

    [Case("043_2", "Send Local Authorization List - VersionMismatch")]
    public void Send_list_of_an_old_version()
    {
        using var test = TestSystem.Booted();
        Send(test, 2, "Full", "Accepted", TwoTags);
        Send(test, 5, "Differential", "Accepted", new { idTag = "TAG3", idTagInfo = new { status = "Accepted" } });
        Send(
            test,
            4,
            "Differential",
            "VersionMismatch",
            new { idTag = "TAG4", idTagInfo = new { status = "Accepted" } }
        );
        ExpectVersion(test, 5);
    }

    [Case(
        "043_3",
        "Send Local Authorization List - Failed",
        Note = "A list with a tag twice, and one longer than SendLocalListMaxLength."
    )]
    public void Send_list_failed()
    {
        using var test = TestSystem.Booted(null, ("SendLocalListMaxLength", "3"));
        Send(test, 1, "Full", "Accepted", TwoTags);
        Send(test, 2, "Full", "Failed", [.. TwoTags, TwoTags[0]]);
        Send(
            test,
            2,
            "Differential",
            "Failed",
            [.. "ABCD".Select(name => new { idTag = $"{name}", idTagInfo = new { status = "Accepted" } })]
        );
        ExpectVersion(test, 1);
    }

    [Case("008", "Start Charging Session - Id in Local Authorization List")]
    public void Listed_id()
    {
        using var test = TestSystem.Booted();
        test.Configure("LocalPreAuthorize", "true");
        Send(test, 1, "Full", "Accepted", TwoTags);
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Present(Tag);
        test.ExpectStart();
    }

    private static object List(int listVersion, string updateType, object[] localAuthorizationList) =>
        new
        {
            listVersion,
            updateType,
            localAuthorizationList,
        };

    private static void Send(TestSystem test, int version, string type, string status, params object[] entries) =>
        test.Send("SendLocalList", List(version, type, entries), status);

    private static void ExpectVersion(TestSystem test, int version) =>
        test.Send("GetLocalListVersion", new { }).Number("listVersion").ShouldBe(version);
}
