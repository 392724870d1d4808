using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>
/// A call that is refused leaves one line in the system log that says why. That each refusal of every test does, and nothing else, is a rule
/// of the bench: here is what the lines say.
/// </summary>
public sealed class RefusalReasonTests
{
    public static TheoryData<string, string, string> OnIdle =>
        new()
        {
            {
                "ChangeConfiguration",
                """{"key":"Nonsense","value":"1"}""",
                "NotSupported: Nonsense is no configuration key"
            },
            {
                "ChangeConfiguration",
                """{"key":"SecurityProfile","value":"3"}""",
                "Rejected: SecurityProfile cannot be 3 without"
            },
            {
                "ChangeConfiguration",
                """{"key":"HeartbeatInterval","value":"x"}""",
                "Rejected: HeartbeatInterval must be a whole"
            },
            {
                "ChangeConfiguration",
                """{"key":"NumberOfConnectors","value":"2"}""",
                "Rejected: NumberOfConnectors is read-only"
            },
            { "ChangeAvailability", """{"connectorId":9,"type":"Operative"}""", "Rejected: there is no connector 9" },
            { "CancelReservation", """{"reservationId":7}""", "Rejected: there is no reservation 7" },
            { "ClearChargingProfile", """{"id":3}""", "Unknown: none of the 0 installed profiles is meant" },
            { "GetCompositeSchedule", """{"connectorId":9,"duration":60}""", "Rejected: there is no connector 9" },
            { "GetCompositeSchedule", """{"connectorId":1,"duration":0}""", "Rejected: duration must be more than 0" },
            {
                "GetLog",
                """{"log":{"remoteLocation":"ftp://h/","oldestTimestamp":"2099-01-01T00:00:00Z"},"logType":"SecurityLog","requestId":1}""",
                "Rejected: nothing can be in that time"
            },
            {
                "GetDiagnostics",
                """{"location":"ftp://h/","startTime":"2099-01-01T00:00:00Z"}""",
                "without a file: nothing can be in that time"
            },
            {
                "InstallCertificate",
                """{"certificateType":"ManufacturerRootCertificate","certificate":"x"}""",
                "Rejected: ManufacturerRootCertificate not installed: it"
            },
            {
                "DeleteCertificate",
                """{"certificateHashData":{"hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c"}}""",
                "NotFound: no such certificate is installed"
            },
            {
                "CertificateSigned",
                """{"certificateChain":"x"}""",
                "Rejected: charge point certificate refused: it answers no request"
            },
            { "RemoteStartTransaction", """{"idTag":"T","connectorId":9}""", "Rejected: there is no connector 9" },
            { "RemoteStopTransaction", """{"transactionId":5}""", "Rejected: no transaction 5 is running" },
            {
                "ReserveNow",
                """{"connectorId":1,"expiryDate":"2020-01-01T00:00:00Z","idTag":"T","reservationId":1}""",
                "Rejected: expiryDate is over: it is 2026-05-04T08:"
            },
            {
                "ReserveNow",
                """{"connectorId":9,"expiryDate":"2099-01-01T00:00:00Z","idTag":"T","reservationId":1}""",
                "Rejected: there is no connector 9"
            },
            {
                "SendLocalList",
                """{"listVersion":1,"localAuthorizationList":[{"idTag":"A","idTagInfo":{"status":"Accepted"}},{"idTag":"a","idTagInfo":{"status":"Accepted"}}],"updateType":"Full"}""",
                "Failed: Full, version 1: tag a is there twice"
            },
            {
                "SignedUpdateFirmware",
                """{"requestId":1,"firmware":{"location":"http://h/f","retrieveDateTime":"2026-05-04T08:00:00Z","signingCertificate":"x","signature":"eA=="}}""",
                "InvalidCertificate: no ManufacturerRootCertificate is installed"
            },
            {
                "TriggerMessage",
                """{"requestedMessage":"BootNotification"}""",
                "Rejected: the CSMS has accepted it already"
            },
            {
                "TriggerMessage",
                """{"requestedMessage":"StatusNotification","connectorId":9}""",
                "Rejected: there is no connector 9"
            },
            {
                "ExtendedTriggerMessage",
                """{"requestedMessage":"StatusNotification","connectorId":9}""",
                "Rejected: there is no connector 9"
            },
            { "UnlockConnector", """{"connectorId":9}""", "NotSupported: there is no connector 9" },
            { "DataTransfer", """{"vendorId":"Acme"}""", "UnknownVendorId: the vendor is" },
            {
                "SetChargingProfile",
                """{"connectorId":9,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":10}]}}}""",
                "PropertyConstraintViolation: connectorId: must be 0 to 1"
            },
            {
                "SetChargingProfile",
                """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":11,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":10}]}}}""",
                "Rejected: stackLevel is above 10"
            },
            {
                "SetChargingProfile",
                """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":5,"limit":10}]}}}""",
                "Rejected: the first startPeriod is not 0"
            },
            {
                "SetChargingProfile",
                """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Recurring","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":10}]}}}""",
                "Rejected: a recurring profile needs recurrencyKind"
            },
            { "Reset", """{"type":"Sideways"}""", "PropertyConstraintViolation: " },
        };

    [Theory]
    [MemberData(nameof(OnIdle))]
    public void A_refusal_says_why_in_one_line_of_the_system_log(string action, string payload, string reason)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        ReasonOf(bench, action, payload).ShouldStartWith($"{action} {reason}");
    }

    [Theory]
    [InlineData("RemoteStartTransaction", """{"idTag":"T"}""", "Rejected: connector 1: a transaction is running")]
    [InlineData("RemoteStartTransaction", """{"idTag":"T","connectorId":1}""", "Rejected: a transaction is running")]
    [InlineData(
        "ReserveNow",
        """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"T","reservationId":1}""",
        "Occupied: the connector is Charging"
    )]
    public void A_running_transaction_is_the_reason(string action, string payload, string reason)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn().Present("TAG1");
        ReasonOf(bench, action, payload).ShouldBe($"{action} {reason}");
    }

    [Theory]
    [InlineData("Faulted", "Faulted: the connector is faulted")]
    [InlineData("Unavailable", "Unavailable: the connector is unavailable")]
    public void The_status_of_the_connector_is_the_reason(string status, string reason)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(
            new SetStatus(
                1,
                Enum.Parse<Ocpp.V16.ChargePointStatus>(status),
                Ocpp.V16.ChargePointErrorCode.NoError,
                null
            )
        );
        ReasonOf(
                bench,
                "ReserveNow",
                """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"T","reservationId":1}"""
            )
            .ShouldBe($"ReserveNow {reason}");
    }

    [Theory]
    [InlineData("ClearCache", "{}", "AuthorizationCacheEnabled", "Rejected: AuthorizationCacheEnabled is false")]
    [InlineData("GetLocalListVersion", "{}", "LocalAuthListEnabled", "-1: LocalAuthListEnabled is false")]
    [InlineData(
        "SendLocalList",
        """{"listVersion":1,"updateType":"Full"}""",
        "LocalAuthListEnabled",
        "NotSupported: Full, version 1: LocalAuthListEnabled is false"
    )]
    public void A_switch_that_is_off_is_the_reason(string action, string payload, string key, string reason)
    {
        ChargePointBench bench = ChargePointBench.Booted(With((key, "false")));
        ReasonOf(bench, action, payload).ShouldBe($"{action} {reason}");
    }

    [Theory]
    [InlineData(
        "ReserveNow",
        """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"T","reservationId":1}""",
        "Rejected"
    )]
    [InlineData("SendLocalList", """{"listVersion":1,"updateType":"Full"}""", "NotSupported")]
    [InlineData("ClearChargingProfile", "{}", "NotSupported")]
    public void A_profile_that_is_not_there_is_the_reason(string action, string payload, string status)
    {
        ChargePointBench bench = ChargePointBench.Booted(With(("SupportedFeatureProfiles", "Core")));
        ReasonOf(bench, action, payload).ShouldStartWith($"{action} {status}: the feature profile ");
    }

    [Fact]
    public void What_the_csms_sends_stays_in_one_line_and_a_secret_out_of_it()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        ReasonOf(bench, "ChangeConfiguration", """{"key":"a\nb","value":"1"}""")
            .ShouldStartWith("ChangeConfiguration NotSupported: a b is no");
        ReasonOf(bench, "No\nsense", "{}").ShouldStartWith("An unknown action NotImplemented: ");
        ReasonOf(bench, "ChangeConfiguration", """{"key":"AuthorizationKey","value":"hunter2"}""")
            .ShouldNotContain("hunter2");
    }

    private static string ReasonOf(ChargePointBench bench, string action, string payload)
    {
        bench.Forget();
        bench.Receive("r1", action, $"[2,\"r1\",\"{action.Replace("\n", "\\n")}\",{payload}]").ShouldNotBeNull();
        EventOccurred told = bench.Events.Single(it => it.Type == ChargePointEventType.CallRefused);
        told.Category.ShouldBe(EventCategory.System);
        return told.Detail;
    }

    private static ChargePointSettings With(params (string Key, string Value)[] keys) =>
        ChargePointBench.OneSocket with
        {
            Configuration = keys.ToDictionary(pair => pair.Key, pair => pair.Value),
        };
}
