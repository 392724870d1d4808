namespace Conformance.Tests.Page;

/// <summary>The charge point cases of the OCPP Compliance Testing Tool, 2024-04: all 102 of them.</summary>
internal static class CaseNumbers
{
    /// <summary>In the order of the page, under its headings.</summary>
    public static readonly IReadOnlyList<(string Heading, string[] Numbers)> ByProfile =
    [
        (
            "Core",
            Split(
                "001 002 003 004_1 004_2 068 069 005_1 005_2 005_3 007 061 010 011_1 011_2 012 013 014 015 016 017_1 017_2 018_1 018_2 "
                    + "019 021 070 071 023 024 026 027 028 030 031 032_1 032_2 034 036 037_1 037_2 037_3 038 039 040_1 040_2 041 062"
            )
        ),
        ("Local authorization list", Split("042_1 042_2 043 043_1 043_2 043_3 008")),
        ("Firmware management", Split("044_1 044_2 044_3 045_1 045_2")),
        ("Reservation", Split("046_1 046_2 047 048_1 048_2 048_3 048_4 049 050_1 050_2 050_3 050_4 051 052 053")),
        ("Remote trigger", Split("054 055")),
        ("Smart charging", Split("056 082 057 058_1 058_2 066 067 072 059 060")),
        ("Security", Split("073 074 075_1 075_2 076 077 078 079 080 081 083 084 085 086 087")),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => ByProfile.SelectMany(profile => profile.Numbers);

    private static string[] Split(string numbers) => numbers.Split(' ');
}
