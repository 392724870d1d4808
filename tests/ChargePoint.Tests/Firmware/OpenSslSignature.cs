using System.Security.Cryptography;

namespace ChargePoints.Tests.Firmware;

/// <summary>
/// Made with OpenSSL: <c>openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:max -sign key.pem</c> of a file that
/// holds <c>some firmware</c>.
/// </summary>
internal static class OpenSslSignature
{
    public static RSAParameters Key =>
        new()
        {
            Modulus = Convert.FromHexString(
                "B79BBA982F2B390A28186C9C0C394EE38212550275C732C11C084CCF9C03107D17F106D8B95938E303A7F7671CB88556"
                    + "B5E6E5E51D91F3376B94FBC0A1EB9F4BFB9BFA89F1291A84CE203A06E3E817EEE7C22ABA648104F2649EAD8E3416DD49"
                    + "9C1227436B7E0F66B2484E93C2FCE088C7196829167278BEE4F64CBB3FD21A9CF9036722554B6C706B7E15FA282A3A19"
                    + "C0A09E19F47C742DF96A53B33D78273B4021EA6A5819D74A94B70D7AD19CBD5B6F65748D37E4AD2E03F6CD7EE45E110C"
                    + "416E5A2B2D80DEE061BADF5D2E0BD333EAA7957B15F46CFB8987C1BAA944C39C28A90951704517D329F4BCD71D7C83E9"
                    + "DDA1EF6F4DEB2928A6DC5ABBCD94A0D1"
            ),
            Exponent = [1, 0, 1],
        };

    public static byte[] MaximumSalt =>
        Convert.FromHexString(
            "5f2d960726bf23380fb0ea744513b52d8ff202ef1eb22150becf9b0ec8edee785117d8ee80b84b5f969d49b2af21d977"
                + "ab2fafa8b00dfcf5f11550b4737d90bc44b6562c817af78f44ea716553aef528de5b61409a6e94037da33a9b82b79ecb"
                + "ae622e76a09039409723c6ef2cb14badd83da46115c58d4a9cef04367bb23fdd5790d211757253ddd1b35b15d4e2e69d"
                + "f719243dbb88def5e0e7d36c00d3c0e7e8d31ea0320e89c7df317e3e391d620bb890bb30d70bae3564848a736c1d3b46"
                + "1548a50f3e4f2c3d48dc6fe46a470fbf52db3b663cfe0ccb5592f036c309c865a979bab20b7246022683b9dcf1583fb8"
                + "8da4eaeb13656e810ed6cd2916e57dc5"
        );

    public static byte[] Sha256 =>
        Convert.FromHexString("93590f6931f6294c3224192cf62967f5ac16ac01f400773aa1defd887c9a4ed4");
}
